//! A reader of packed bytes, which never reads beyond their end.

/// The error for bytes that are not a county: something has damaged them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the bytes read are not those written for a county")
    }
}

impl std::error::Error for Damaged {}

impl From<Damaged> for std::io::Error {
    fn from(damaged: Damaged) -> std::io::Error {
        std::io::Error::new(std::io::ErrorKind::InvalidData, damaged)
    }
}

/// Reads packed bytes from the front, and never beyond their end.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next `N` bytes.
    pub fn take<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let (part, rest) = self.0.split_first_chunk().ok_or(Damaged)?;
        self.0 = rest;
        Ok(*part)
    }

    /// The next `n` bytes.
    pub fn bytes(&mut self, n: usize) -> Result<&'a [u8], Damaged> {
        let (part, rest) = self.0.split_at_checked(n).ok_or(Damaged)?;
        self.0 = rest;
        Ok(part)
    }

    /// The next `n` bytes, and after them as many of those that follow as there are: a copy of fixed size needs no call.
    #[inline(always)]
    pub fn wide<const WIDE: usize>(&mut self, n: usize) -> Result<[u8; WIDE], Damaged> {
        let mut wide = [0; WIDE];
        match self.0.first_chunk() {
            Some(all) => wide = *all,
            None => {
                let left = self.0.len().min(WIDE);
                wide[..left].copy_from_slice(&self.0[..left]);
            }
        }
        self.bytes(n)?;
        Ok(wide)
    }

    /// A count.
    pub fn number(&mut self) -> Result<usize, Damaged> {
        Ok(u32::from_le_bytes(self.take()?) as usize)
    }
}
