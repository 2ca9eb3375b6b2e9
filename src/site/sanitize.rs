//! Raw HTML from Markdown, made harmless: what can run, load from elsewhere or break out of its place is dropped.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags(["input", "section", "video", "audio", "source", "picture"])
        .add_generic_attributes(["class", "id", "dir"])
        .add_tag_attributes("input", ["type", "disabled", "checked", "aria-label"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("img", ["loading", "width", "height"])
        .add_tag_attributes("video", ["src", "controls", "width", "height", "poster", "preload"])
        .add_tag_attributes("audio", ["src", "controls", "preload"])
        .add_tag_attributes("source", ["src", "type"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .link_rel(None)
        .url_relative(UrlRelative::PassThrough)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "sms", "geo", "xmpp", "ftp"]));
    cleaner
});

/// A harmless copy of `html`.
pub fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn scripts_and_handlers_never_reach_a_page() {
        assert_eq!(clean("<b onclick=x()>hi</b><script>alert(1)</script>"), "<b>hi</b>");
        assert_eq!(clean("<a href=\"javascript:x()\">hi</a>"), "<a>hi</a>");
        assert_eq!(clean("<form action=/x><input type=password></form>"), "<input>");
    }

    #[test]
    fn our_own_markup_survives() {
        let ours = "<h2 id=\"why\">Why</h2><div class=\"table\" tabindex=\"0\"></div>";
        assert_eq!(clean(ours), ours);
        let task = "<li><input type=\"checkbox\" disabled=\"\" aria-label=\"to do\"> x</li>";
        assert_eq!(clean(task), task);
    }

    #[test]
    fn nothing_breaks_out_of_its_place() {
        assert_eq!(clean("</main></body><p>x"), "<p>x</p>");
    }
}
