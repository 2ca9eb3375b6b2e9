//! How large a picture is, so that a page can keep its place free while it loads.

use std::io::{self, BufRead, Read, Seek};

use super::VPath;

/// Bytes at the start of a drawing in which its size is looked for.
const HEAD_OF_DRAWING: u64 = 4096;

/// How a picture says its size.
pub(super) enum Picture {
    /// In the head of its format.
    Pixels,
    /// In its first tag.
    Drawing,
}

impl Picture {
    /// What a file is, by its name; `None` when it is no picture whose size can be read.
    pub(super) fn named(path: &VPath) -> Option<Self> {
        match path.extension().as_str() {
            "png" | "jpg" | "jpeg" | "gif" | "webp" => Some(Self::Pixels),
            "svg" => Some(Self::Drawing),
            _ => None,
        }
    }

    /// Its width and height, read from the start of its bytes; `None` when it does not say.
    ///
    /// # Errors
    /// When a drawing's bytes cannot be read.
    pub(super) fn size(self, mut bytes: impl BufRead + Seek) -> io::Result<Option<(usize, usize)>> {
        match self {
            Self::Pixels => Ok(imagesize::reader_size(&mut bytes).ok().map(|size| (size.width, size.height))),
            Self::Drawing => {
                let mut head = Vec::new();
                bytes.take(HEAD_OF_DRAWING).read_to_end(&mut head)?;
                Ok(size_of_drawing(&String::from_utf8_lossy(&head)))
            }
        }
    }
}

/// The width and height of an SVG drawing: what it asks for in pixels, else the shape of its view box.
fn size_of_drawing(head: &str) -> Option<(usize, usize)> {
    let tag = &head[head.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let value = |name: &str| {
        let rest = &tag
            [tag.find(&format!(" {name}=")).or_else(|| tag.find(&format!("\n{name}=")))? + name.len() + 2..];
        let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(mark).next()
    };
    let pixels = |text: &str| {
        let number: f64 = text.trim().trim_end_matches("px").parse().ok()?;
        // Rounded and in range, so that nothing is lost.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked in the same line"
        )]
        (1.0..=100_000.0).contains(&number).then(|| number.round() as usize)
    };
    let asked = value("width").and_then(pixels).zip(value("height").and_then(pixels));
    asked.or_else(|| {
        let mut numbers = value("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        pixels(numbers.next()?).zip(pixels(numbers.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::size_of_drawing;

    #[test]
    fn a_drawing_says_its_size_or_its_shape() {
        let of = |attributes: &str| {
            size_of_drawing(&format!("<?xml?>\n<svg xmlns='x' {attributes}><path/></svg>"))
        };
        assert_eq!(of("width=\"24px\" height='12.4'"), Some((24, 12)));
        assert_eq!(of("width=\"100%\" viewBox=\"0 0 640 480\""), Some((640, 480)));
        assert_eq!(of("height=\"12\""), None);
        assert_eq!(of("width=\"nan\" height=\"1e99\""), None);
    }
}
