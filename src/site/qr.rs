//! An address as a square that a phone's camera reads, for sheets of paper.

use fast_qr::qr::QRBuilder;
use tera::Value;

use super::value::record;

/// Light modules around the square: without them a camera does not find it.
const MARGIN: usize = 4;

/// The square as templates draw it: how many units it is wide, and the path of its dark parts. `None` for an address
/// that is too long for one.
pub(super) fn square(address: &str) -> Value {
    let Ok(code) = QRBuilder::new(address).build() else { return Value::none() };
    let is_dark = |row: usize, column: usize| code[row][column].value();
    let mut path = String::with_capacity(code.size * code.size * 4);
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|column| is_dark(row, *column)).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", column + MARGIN, row + MARGIN));
            }
            column += run.max(1);
        }
    }
    record([("size", (code.size + 2 * MARGIN).into()), ("path", path.into()), ("address", address.into())])
}

#[cfg(test)]
mod tests {
    use super::square;

    #[test]
    fn a_square_has_its_three_corners_and_a_light_margin() {
        let drawn = square("https://handbook.example.org/systems/call-back/run/").to_string();
        // The finder patterns begin with a run of seven dark modules in the first row, left and right.
        assert!(drawn.contains("M4 4h7v1h-7z"), "{drawn}");
        assert!(!drawn.contains("M0 ") && !drawn.contains("M3 "), "{drawn}");
        let other = square("https://handbook.example.org/systems/other/run/").to_string();
        assert_ne!(drawn, other);
    }

    #[test]
    fn an_address_that_is_too_long_has_none() {
        assert!(square(&"x".repeat(4000)).is_none());
    }
}
