//! The target of checkpoints: damaged ones must be refused, and intact frames with nonsense in them must not panic.

use glasshouse::engine::checksummed_file::{Piece, Sealed, Sealer};
use glasshouse::engine::{self, Settlement, Simulation, Size};
use glasshouse::experiment::checkpoint::RunIdentity;
use glasshouse::experiment::compare::{Plan, RunId, RunResult};
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::scenario;
use std::io::Cursor;
use std::sync::OnceLock;

const WHICH: RunId = RunId { replicate: 0, regime: Some(0) };
/// Kinds of pieces, and how many of each are looked for.
const KINDS: [[u8; 4]; 8] = [*b"SUMS", *b"WNDW", *b"TILE", *b"SERI", *b"WALK", *b"WRLD", *b"COUN", *b"PUBL"];

/// A small run after one month: its people, its identity and its checkpoint.
struct Kept {
    people: Settlement,
    plan: Plan,
    job: RunIdentity,
    bytes: Vec<u8>,
}

fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| {
        let society = scenario::society("lesson").ok().expect("it ships").value;
        let regime = scenario::regime("social-credit").ok().expect("it ships").value;
        let size = Size { people: 1_000, months: 24 };
        let plan = Plan { society, regimes: vec![regime], size, seed: 1, replicates: 1, earlier: 0, by: None };
        let people = engine::settle(&plan.population(0));
        let mut course = Simulation::new(&people, &plan.regimes[0], None);
        let run = RunResult { months: vec![course.step().all], ..RunResult::default() };
        let part = |name: &str| ManifestPart::new(name, &[]);
        let manifest =
            Manifest { size, seed: 1, replicates: 1, earlier: 0, society: part("a"), regimes: vec![part("b")] };
        let job = RunIdentity::new(&manifest, &plan, "glasshouse compare");
        let resting = course.resting().ok().expect("nothing is in a file");
        let written = job.write(Cursor::new(Vec::new()), WHICH, Some(&resting), &run);
        let bytes = written.expect("memory is not full").into_inner();
        drop(resting);
        Kept { people, plan, job, bytes }
    })
}

/// The first byte says what the others are: a whole file; changes of a whole file, which must be noticed; or the content
/// of one of its pieces, in a frame whose hashes are right.
pub fn checkpoint(data: &[u8]) {
    let Some((mode, rest)) = data.split_first() else { return };
    match mode % 3 {
        0 => drop(kept().job.check(Cursor::new(rest), WHICH, 1)),
        1 => changed(rest),
        _ => forged(rest),
    }
}

/// Triples: a place, of two bytes, and what is added to the byte there.
fn changed(data: &[u8]) {
    let Kept { job, bytes, .. } = kept();
    let mut now = bytes.clone();
    for [low, high, add] in data.as_chunks::<3>().0 {
        let at = usize::from(u16::from_le_bytes([*low, *high])) * now.len() / 65_536;
        now[at] = now[at].wrapping_add(*add);
    }
    let taken = job.check(Cursor::new(&now), WHICH, 1).is_ok();
    assert!(!taken || now == *bytes, "a change was not noticed");
}

/// The number of a piece, changes of its content, and a cut.
fn forged(data: &[u8]) {
    let Kept { people, plan, job, bytes } = kept();
    let [which, cut, changes @ ..] = data else { return };
    let mut whole = Sealed::open(Cursor::new(bytes)).expect("it is intact");
    let labels: Vec<([u8; 4], u32)> = KINDS
        .into_iter()
        .flat_map(|kind| (0..8).map(move |number| (kind, number)))
        .filter(|(kind, number)| whole.has(*kind, *number))
        .collect();
    let text = whole.text.clone();
    let mut out = Sealer::begin(Cursor::new(Vec::new()), &text, true).expect("memory is not full");
    for (n, (kind, number)) in labels.iter().enumerate() {
        let mut content = whole.piece(*kind, *number).expect("it is there");
        if n == usize::from(*which) % labels.len() {
            for [low, high, byte] in changes.as_chunks::<3>().0 {
                let at = usize::from(u16::from_le_bytes([*low, *high]));
                if let Some(there) = content.get_mut(at) {
                    *there = *byte;
                }
            }
            content.truncate(content.len() - content.len() * usize::from(*cut) / 256);
        }
        out.put(&Piece::new(*kind, *number, content)).expect("memory is not full");
    }
    let sealed = out.end().expect("memory is not full").into_inner();
    let Ok(mut file) = job.check(Cursor::new(&sealed), WHICH, 1) else { return };
    let _ = job.sums(&mut file, WHICH, 1);
    let mut course = Simulation::new(people, &plan.regimes[0], None);
    let _ = job.world(&mut file, &mut course);
}
