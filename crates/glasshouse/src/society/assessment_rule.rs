//! Assessment rules: the social norms by which people judge what one person did to another.
//!
//! A norm says whether the doer is good, from the doer's own reputation, the other's reputation, and what was done.
//! The leading eight are those of Ohtsuki & Iwasa (2004, 2006); image scoring is that of Nowak & Sigmund (1998);
//! under shunning, nobody who deals with a bad person is good.

/// Repute from which somebody counts as good.
pub const GOOD: u8 = 128;

/// A norm of judgement with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Norm {
    /// Name in a society file.
    pub name: &'static str,
    /// Bit `4·doer good + 2·other good + cooperated` is 1 if the doer is judged good.
    table: u8,
}

/// `gg d` to `bb c` in the order doer-other-act: each entry is whether the doer is judged good.
const fn norm(name: &'static str, good_to_bad: [u8; 2], bad_to_bad: [u8; 2]) -> Norm {
    // Common to the leading eight: to a good person, giving is good and refusing is bad, whoever does it.
    let [gb_d, gb_c] = good_to_bad;
    let [bb_d, bb_c] = bad_to_bad;
    Norm { name, table: bb_d | bb_c << 1 | 1 << 3 | gb_d << 4 | gb_c << 5 | 1 << 7 }
}

/// Every norm that a society file can name.
pub const NORMS: [Norm; 12] = [
    norm("simple-standing", [1, 1], [1, 1]),
    norm("stern-judging", [1, 0], [1, 0]),
    norm("image-scoring", [0, 1], [0, 1]),
    norm("L1", [1, 1], [0, 1]),
    norm("L2", [1, 0], [0, 1]),
    norm("L3", [1, 1], [1, 1]),
    norm("L4", [1, 1], [1, 0]),
    norm("L5", [1, 0], [1, 1]),
    norm("L6", [1, 0], [1, 0]),
    norm("L7", [1, 1], [0, 0]),
    norm("L8", [1, 0], [0, 0]),
    norm("shunning", [0, 0], [0, 0]),
];

/// Who holds the opinion that makes a reputation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assessment {
    /// The neighbourhood: everybody believes the same of a person.
    #[default]
    Public,
    /// Each neighbour for herself: she judges what she saw, by her own opinion of both.
    Private,
}

impl Assessment {
    /// Both.
    pub const ALL: [Assessment; 2] = [Assessment::Public, Assessment::Private];
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 2] = ["public", "private"];
}

/// Whether potential helpers dread a person in distress because of her reputation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dread {
    /// No: the less one trusts strangers, the more one dreads anybody.
    #[default]
    ByTrust,
    /// Yes: where her reputation is known, it replaces trust in strangers.
    ByRepute,
}

impl Dread {
    /// Both.
    pub const ALL: [Dread; 2] = [Dread::ByTrust, Dread::ByRepute];
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 2] = ["by-trust", "by-repute"];
}

/// A council that settles reputation in place of gossip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Council {
    /// Its members. Each serves for one month, so that a term has as many months as members.
    pub members: u8,
    /// How many of them must find a person good.
    pub needs: u8,
}

impl Council {
    /// Most members.
    pub const MOST: u8 = 60;
}

/// How reputation forms and what it means, as set in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Who holds the opinion that makes a reputation.
    pub opinions: Assessment,
    /// Whether a person in distress is dreaded for hers.
    pub dread: Dread,
    /// The council that settles it, if there is one.
    pub council: Option<Council>,
}

impl Norm {
    /// The norm with this name.
    pub fn by_name(name: &str) -> Option<Norm> {
        NORMS.iter().find(|n| n.name == name).copied()
    }

    /// 1 if the doer is judged good, else 0.
    #[inline(always)]
    pub fn judge(&self, doer_good: bool, other_good: bool, cooperated: bool) -> u8 {
        self.table >> (u8::from(doer_good) * 4 + u8::from(other_good) * 2 + u8::from(cooperated)) & 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leading_eight_are_those_of_the_table() {
        // R(G,B,C), R(B,B,C), R(B,B,D) of L1 to L8 (VALIDATION V1); common entries checked for all.
        let free = [(1, 1, 0), (0, 1, 0), (1, 1, 1), (1, 0, 1), (0, 1, 1), (0, 0, 1), (1, 0, 0), (0, 0, 0)];
        for (k, (gbc, bbc, bbd)) in free.into_iter().enumerate() {
            let n = Norm::by_name(&format!("L{}", k + 1)).unwrap();
            let r = |x, y, a| n.judge(x, y, a);
            assert_eq!((r(true, false, true), r(false, false, true), r(false, false, false)), (gbc, bbc, bbd));
            assert_eq!((r(true, true, true), r(true, true, false)), (1, 0));
            assert_eq!((r(false, true, true), r(false, true, false)), (1, 0));
            assert_eq!(r(true, false, false), 1);
        }
        let score = Norm::by_name("image-scoring").unwrap();
        for x in [false, true] {
            for y in [false, true] {
                assert_eq!((score.judge(x, y, true), score.judge(x, y, false)), (1, 0));
            }
        }
    }
}
