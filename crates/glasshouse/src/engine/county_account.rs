//! The account of a county's month: counts, money flows, and the public bytes of its people afterwards.

use super::accounting::Ledger;
use super::bit_packing;
use super::byte_reader::Reader;
use crate::observatory::tally::Tally;
use crate::society::geography::Geography;
use crate::society::strata::By;

/// The account of a county's month, to which its towns add one after the other.
pub struct CountyAccount {
    /// Counts of each group, or of all residents.
    pub tallies: Vec<Tally>,
    /// Money that moved between the county and elsewhere.
    pub ledger: Ledger,
    /// Everybody's public byte after the month, by town.
    pub public: Vec<PackedBytes>,
}

impl CountyAccount {
    /// An account with nothing counted and no money moved.
    pub fn blank(map: &Geography, by: Option<By>) -> CountyAccount {
        // The residents of a county are one group if counties are the groups.
        let within = by.filter(|by| *by != By::County).map_or(1, |by| by.groups(map));
        CountyAccount { tallies: vec![Tally::default(); within], ledger: Ledger::default(), public: Vec::new() }
    }
}

/// Public bytes of a town, packed.
pub struct PackedBytes(Box<[u8]>);

impl PackedBytes {
    /// Packs them.
    pub fn pack(public: &[u8]) -> PackedBytes {
        let mut packed = Vec::with_capacity(public.len());
        bit_packing::pack(public, |byte: u8| byte, &mut packed);
        PackedBytes(packed.into())
    }

    /// Unpacks them into `public`.
    pub fn unpack_into(&self, public: &mut [u8]) {
        let mut from = Reader(&self.0);
        bit_packing::unpack_into(|byte: u8| byte, &mut from, public).expect("bytes packed just now can be unpacked");
    }
}
