"""The simulators on screen. The only place in ``sim`` that knows Streamlit."""
