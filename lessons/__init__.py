"""The course: lessons as Markdown with named embeds, and the one renderer that draws them."""
