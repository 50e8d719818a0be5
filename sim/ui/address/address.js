// Puts the parameters into the page's address in place of those that are there: a press of Back leaves the page, not one letter.
export default function ({ data }) {
  const wanted = data.query ? `?${data.query}` : "";
  if (window.location.search !== wanted) {
    window.history.replaceState(window.history.state, "", window.location.pathname + wanted + window.location.hash);
  }
}
