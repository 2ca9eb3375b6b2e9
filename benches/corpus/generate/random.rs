//! A tiny source of numbers that look random and are the same everywhere: `SplitMix64`, a dozen lines.
//!
//! Each document has a source of its own, seeded from its kind and index, so that a document's text does not
//! depend on the order in which documents are made.

pub(crate) struct Random(u64);

impl Random {
    /// The source that belongs to document `index` of `kind`. The kind is folded in by FNV-1a, and the first
    /// number becomes the state, or neighbours would hand out the same numbers one place apart.
    pub(crate) fn new(kind: &str, index: usize) -> Self {
        let fold = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let kind = kind.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
        Self(Self(kind.wrapping_add(index as u64)).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`. `end` is at least 1.
    ///
    /// The 32 high bits are scaled rather than divided, which needs no platform-sized arithmetic and is even
    /// enough.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    /// A number from `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// One entry of a list that is not empty.
    pub(crate) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}
