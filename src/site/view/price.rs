//! What something costs, read from words such as `free`, `5 minutes`, `€ 2.50` or `10 minutes and 3 euros`.

use std::collections::BTreeMap;
use std::fmt;

use crate::parse::quantity::Quantity;

/// Minutes, money, both, or words that nobody can count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Price {
    /// Seconds of somebody's time.
    seconds: u64,
    /// Hundredths of a sum, and the currency as it was written.
    money: Option<(u64, Currency)>,
    /// Whether any part of it could not be read.
    is_words: bool,
}

/// A currency, and on which side of the sum it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Currency {
    name: String,
    stands_before: bool,
}

const SIGNS: [char; 5] = ['€', '$', '£', '¥', '₹'];
const NAMES: [&str; 22] = [
    "euro", "eur", "dollar", "usd", "pound", "gbp", "franc", "chf", "krona", "krone", "sek", "nok", "dkk",
    "zloty", "pln", "yen", "jpy", "rupee", "inr", "rand", "zar", "czk",
];
const FREE: [&str; 5] = ["free", "nothing", "none", "no cost", "0"];

impl Price {
    /// Reads what was written after `costs:`.
    pub(super) fn read(written: &str) -> Self {
        let lower = written.trim().trim_end_matches('.').to_lowercase();
        let mut price = Self::default();
        if FREE.contains(&lower.as_str()) {
            return price;
        }
        for part in lower.split(" and ").flat_map(|part| part.split('+')) {
            // `5 minutes per call`: what is shown is one delivery anyway.
            let part = part.split(" per ").next().unwrap_or(part).trim();
            let part = ["about ", "around ", "up to ", "ca. ", "~"]
                .iter()
                .fold(part, |part, word| part.strip_prefix(word).unwrap_or(part));
            match (time(part), sum(part), &price.money) {
                (Some(seconds), ..) => price.seconds = price.seconds.saturating_add(seconds),
                (None, Some(sum), None) => price.money = Some(sum),
                _ => price.is_words = true,
            }
        }
        price
    }

    /// Whether it costs nothing at all.
    pub(super) fn is_free(&self) -> bool {
        *self == Self::default() || (!self.is_words && self.seconds == 0 && self.hundredths() == 0)
    }

    /// By what prices stand in order: the free ones, then time and money from the least, then what is only words.
    pub(super) fn rank(&self) -> (u8, u64, u64) {
        let group = if self.is_words { 2 } else { u8::from(!self.is_free()) };
        (group, self.hundredths(), self.seconds)
    }

    fn hundredths(&self) -> u64 {
        self.money.as_ref().map_or(0, |(hundredths, _)| *hundredths)
    }

    /// What it comes to in a week in which it is due `due / weeks` times; `None` when it cannot be counted.
    pub(super) fn times(&self, due: u64, weeks: u64) -> Option<Self> {
        if self.is_words || weeks == 0 {
            return None;
        }
        let of = |amount: u64| amount.saturating_mul(due).saturating_add(weeks / 2) / weeks;
        let money = self.money.as_ref().map(|(sum, currency)| (of(*sum), currency.clone()));
        Some(Self { seconds: of(self.seconds), money, is_words: false })
    }

    /// Adds it to a sum that has an entry for time and one for each currency.
    pub(super) fn add_to(&self, sums: &mut BTreeMap<String, Self>) {
        if self.seconds > 0 {
            let sum = sums.entry(String::new()).or_default();
            sum.seconds = sum.seconds.saturating_add(self.seconds);
        }
        if let Some((more, currency)) = &self.money {
            let sum = sums.entry(currency.name.clone()).or_default();
            let before = sum.hundredths();
            sum.money = Some((before.saturating_add(*more), currency.clone()));
        }
    }
}

fn time(part: &str) -> Option<u64> {
    u64::try_from(Quantity::parse(part)?.seconds()?).ok()
}

/// `€2.50`, `2.50 euros`, `40 eur`.
fn sum(part: &str) -> Option<(u64, Currency)> {
    if let Some(sign) = part.chars().next().filter(|sign| SIGNS.contains(sign)) {
        let currency = Currency { name: sign.to_string(), stands_before: true };
        return Some((hundredths(part[sign.len_utf8()..].trim())?, currency));
    }
    let end = part.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
    let name = part[end..].trim();
    let known = |name: &str| NAMES.contains(&name) || name.chars().all(|c| SIGNS.contains(&c));
    (known(name) || name.strip_suffix('s').is_some_and(known)).then_some(())?;
    let one = name.strip_suffix('s').filter(|one| known(one)).unwrap_or(name);
    Some((hundredths(&part[..end])?, Currency { name: one.to_string(), stands_before: false }))
}

fn hundredths(number: &str) -> Option<u64> {
    let (whole, rest) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let rest = match rest.len() {
        0 => 0,
        1 => rest.parse::<u64>().ok()?.checked_mul(10)?,
        2 => rest.parse().ok()?,
        _ => return None,
    };
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(rest)
}

impl fmt::Display for Price {
    /// `17 h 36 min`, `45 min`, `€12.50`, `80 euros`; a no-break space between a number and its unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.seconds.saturating_add(30) / 60;
        let time = match (minutes / 60, minutes % 60) {
            (0, 0) if self.seconds > 0 => Some("less than 1\u{a0}min".to_string()),
            (0, 0) => None,
            (0, minutes) => Some(format!("{minutes}\u{a0}min")),
            (hours, 0) => Some(format!("{hours}\u{a0}h")),
            (hours, minutes) => Some(format!("{hours}\u{a0}h {minutes}\u{a0}min")),
        };
        let money = self.money.as_ref().map(|(sum, currency)| {
            let (whole, rest) = (sum / 100, sum % 100);
            let sum = if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") };
            let is_one = *sum == *"1";
            match (currency.stands_before, currency.name.len()) {
                (true, _) => format!("{}{sum}", currency.name),
                // A short form stays as it is; a word has a plural.
                (false, 0..=3) => format!("{sum}\u{a0}{}", currency.name),
                (false, _) if is_one => format!("{sum}\u{a0}{}", currency.name),
                (false, _) => format!("{sum}\u{a0}{}s", currency.name),
            }
        });
        let parts: Vec<String> = time.into_iter().chain(money).collect();
        f.write_str(if parts.is_empty() { "nothing" } else { "" })?;
        f.write_str(&parts.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(written: &str, due: u64, weeks: u64) -> String {
        Price::read(written).times(due, weeks).map_or("cannot be counted".into(), |week| week.to_string())
    }

    #[test]
    fn minutes_and_money_are_multiplied_and_words_are_not() {
        assert_eq!(week("5 minutes", 88, 1), "7\u{a0}h 20\u{a0}min");
        assert_eq!(week("1 minute per call", 90, 2), "45\u{a0}min");
        assert_eq!(week("10 seconds", 1, 1), "less than 1\u{a0}min");
        assert_eq!(week("€2.50", 5, 1), "€12.50");
        assert_eq!(week("2,50 euros", 4, 1), "10\u{a0}euros");
        assert_eq!(week("40 EUR", 1, 4), "10\u{a0}eur");
        assert_eq!(week("about 10 minutes and 3 dollars", 6, 1), "1\u{a0}h and 18\u{a0}dollars");
        assert_eq!(week("a smile", 6, 1), "cannot be counted");
        assert_eq!(week("3 euros and 2 dollars", 6, 1), "cannot be counted");
        assert_eq!(week("5 minutes", 0, 0), "cannot be counted");
    }

    #[test]
    fn free_is_free_however_it_is_written() {
        for free in ["free", "Free.", " nothing ", "0", "0 minutes", "€0"] {
            assert!(Price::read(free).is_free(), "{free}");
        }
        for dear in ["freedom", "1 second", "0.01 euros", ""] {
            assert!(!Price::read(dear).is_free(), "{dear}");
        }
    }

    #[test]
    fn the_cheapest_comes_first_and_words_come_last() {
        let mut prices = ["a smile", "€5", "2 hours", "3 minutes", "free"];
        prices.sort_by_key(|price| Price::read(price).rank());
        assert_eq!(prices, ["free", "3 minutes", "2 hours", "€5", "a smile"]);
    }

    #[test]
    fn no_number_is_too_large() {
        let price = Price::read("18446744073709551615 euros and 9999999999 weeks");
        assert!(price.times(u64::MAX, 1).is_some() || price.times(1, 1).is_none());
        let _ = price.to_string();
    }
}
