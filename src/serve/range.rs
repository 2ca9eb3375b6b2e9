//! Parts of files, as players of videos and interrupted downloads ask for them.

/// What of a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    All,
    /// The bytes from the first to the last, both counted.
    Part(u64, u64),
    /// Nothing that the file has.
    Nothing,
}

/// Reads a `Range` header for a file of `length` bytes. Several parts at once, other units and slips are answered
/// with the whole file, as the standard allows.
pub fn read(header: &str, length: u64) -> Wanted {
    let part = || {
        let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
        let number = |text: &str| text.trim().parse::<u64>().ok();
        match (first.trim().is_empty(), last.trim().is_empty()) {
            (true, true) => None,
            (true, false) => match number(last)? {
                0 => Some(Wanted::Nothing),
                _ if length == 0 => Some(Wanted::Nothing),
                tail => Some(Wanted::Part(length.saturating_sub(tail), length - 1)),
            },
            (false, open) => {
                let first = number(first)?;
                let last = if open { u64::MAX } else { number(last)? };
                match first {
                    _ if last < first => None,
                    _ if first >= length => Some(Wanted::Nothing),
                    _ => Some(Wanted::Part(first, last.min(length - 1))),
                }
            }
        }
    };
    part().unwrap_or(Wanted::All)
}

#[cfg(test)]
mod tests {
    use super::{Wanted::*, read};

    #[test]
    fn parts_are_counted_from_either_end() {
        let of_ten = |header| read(header, 10);
        assert_eq!(
            [of_ten("bytes=0-3"), of_ten("bytes=4-"), of_ten("bytes=-2")],
            [Part(0, 3), Part(4, 9), Part(8, 9)]
        );
        assert_eq!([of_ten("bytes=2-99"), of_ten("bytes=-99")], [Part(2, 9), Part(0, 9)]);
        assert_eq!([of_ten("bytes=10-"), of_ten("bytes=-0"), read("bytes=0-", 0)], [Nothing; 3]);
        for odd in [
            "",
            "bytes=",
            "bytes=-",
            "bytes=3-1",
            "bytes=0-1,4-5",
            "lines=0-1",
            "bytes=x-1",
            "bytes=0-99999999999999999999",
        ] {
            assert_eq!(of_ten(odd), All, "{odd}");
        }
    }
}
