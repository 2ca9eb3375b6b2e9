//! Identifiers: what counts as one, and how a sentence becomes one.

/// Whether `text` is an id: lower-case letters and digits in words joined by `-`.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.chars().all(|c| c == '-' || (c.is_alphanumeric() && !c.is_uppercase()))
}

/// The id that `text` seems to mean: lower case, everything else joined by single `-`.
pub fn to_id(text: &str) -> String {
    let mut id = String::new();
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_string()
}

/// The anchor that Git hosts give a heading: lower case, punctuation dropped, spaces as `-`. One of signs only gets a
/// word, since an empty anchor cannot be linked to.
pub fn heading_anchor(text: &str) -> String {
    let letters = text.trim().chars().flat_map(char::to_lowercase).filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    });
    let anchor: String = letters.collect();
    if anchor.is_empty() { "section".to_string() } else { anchor }
}

/// Words made of an id, for titles nobody wrote: `call-back` becomes `Call back`.
pub fn to_words(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The known word nearest to `typed`, when it is near enough to be what was meant.
///
/// Case, `-`, space and `_` are folded first, so that `Review-Every` finds `review_every`. The known words may be
/// thousands, and so may the slips: most words are passed over for their length or their letters alone.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = Folded::new(typed);
    if typed.len > LONGEST {
        return None;
    }
    let limit = (typed.len / 3).clamp(1, 3);
    known
        .into_iter()
        .filter(|word| typed.may_be_within(limit, word))
        .map(|word| (strsim::osa_distance(&typed.text, &Folded::new(word).text), word))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, word)| (*distance, *word))
        .map(|(_, word)| word)
}

/// How far `word` is from `typed`, `-`, space and `_` passed over; `None` when nobody could mean the one by the other.
pub fn distance(typed: &str, word: &str) -> Option<usize> {
    let typed = Folded::new(typed);
    let limit = (typed.len / 3).clamp(1, 3);
    let is_far = typed.len > LONGEST || !typed.may_be_within(limit, word);
    let distance = (!is_far).then(|| strsim::osa_distance(&typed.text, &Folded::new(word).text))?;
    (distance <= limit).then_some(distance)
}

/// Nobody means another word by one longer than this, and comparing two such would take for ever.
const LONGEST: usize = 200;

/// A word as it is compared.
struct Folded {
    text: String,
    len: usize,
    /// How often each letter is in it; letters share places.
    letters: [i32; LETTERS],
}

const LETTERS: usize = 32;

impl Folded {
    fn new(text: &str) -> Self {
        let text: String = folded(text).collect();
        let mut letters = [0; LETTERS];
        let mut len = 0;
        for c in text.chars() {
            letters[place(c)] += 1;
            len += 1;
        }
        Self { text, len, letters }
    }

    /// Whether `word` may become this one by `limit` changes: one change moves the count of two letters by one.
    fn may_be_within(&self, limit: usize, word: &str) -> bool {
        if folded(word).count().abs_diff(self.len) > limit {
            return false;
        }
        let mut letters = self.letters;
        for c in folded(word) {
            letters[place(c)] -= 1;
        }
        letters.iter().map(|count| count.unsigned_abs() as usize).sum::<usize>() <= 2 * limit
    }
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(c, '-' | ' ' | '_')).flat_map(char::to_lowercase)
}

fn place(c: char) -> usize {
    c as usize % LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_slugs() {
        for good in ["call-back", "floor2", "büro", "3-places"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "Call", "call back", "call_back", "1.10", "-a", "a-", "@front"] {
            assert!(!is_id(bad), "{bad}");
        }
        assert_eq!(to_id("  Call us Back! "), "call-us-back");
        assert_eq!(to_id("1.10"), "1-10");
    }

    #[test]
    fn headings_get_the_anchors_of_git_hosts() {
        assert_eq!(heading_anchor("What if we're late?"), "what-if-were-late");
        assert_eq!(heading_anchor("A & B"), "a--b");
        assert_eq!(heading_anchor("???"), "section");
    }

    #[test]
    fn near_misses_are_found_and_strangers_are_not() {
        let known = ["review_every", "owner", "call-back-today"];
        assert_eq!(nearest("Review-Every", known), Some("review_every"));
        assert_eq!(nearest("call-back-todya", known), Some("call-back-today"));
        assert_eq!(nearest("ownr", known), Some("owner"));
        assert_eq!(nearest("colour", known), None);
    }
}
