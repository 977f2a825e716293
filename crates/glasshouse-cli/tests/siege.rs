//! Load tests of `glasshouse serve`: crowds and hostile clients (pass marks 21 and 22; takes minutes).
//!
//! `cargo test --release -p glasshouse-cli --test siege -- --ignored --nocapture --test-threads 1`
//!
//! GLASSHOUSE_SECONDS is the duration of each trial (60); the pass marks require 1,800 and 600.

#![allow(clippy::print_stdout)] // figures, for `--nocapture`

mod served;

use served::{Reply, SMALL, Served, alone, order, regime, serve};
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Duration of a trial.
fn seconds() -> u64 {
    std::env::var("GLASSHOUSE_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// A quantile of durations.
fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share) as usize]
}

/// KiB that a process holds in memory.
fn memory(id: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = text.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap();
    line.trim().strip_suffix("kB").unwrap().trim().parse().unwrap()
}

/// Number of files and sockets that a process has open.
fn open(id: u32) -> usize {
    fs::read_dir(format!("/proc/{id}/fd")).unwrap().count()
}

/// The progress of a run, as a share.
fn share(s: &Served, id: &str) -> f64 {
    let Reply(_, _, told) = s.get(&format!("/api/runs/{id}/summary"));
    told.split("\"share\": ").nth(1).unwrap().split([',', '}']).next().unwrap().parse().unwrap()
}

/// Seconds of processor time that a process has spent.
fn spent(id: &str) -> f64 {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let fields: Vec<i64> = text.rsplit(')').next().unwrap().split(' ').filter_map(|f| f.parse().ok()).collect();
    // The eleventh and twelfth fields after the state, in hundredths of a second.
    (fields[10] + fields[11]) as f64 / 100.0
}

/// Measurements with a disturbance, or without it.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// The progress of the runs, as a share.
    way: f64,
    /// Seconds of processor time of the program, and of the clients.
    spent: f64,
    asking: f64,
    /// Seconds of the clock.
    clock: f64,
    /// KiB by which the program grew.
    grown: f64,
}

/// Starts a run, and waits for its first month.
fn begun(s: &Served, body: &str) -> String {
    let id = s.start_of(body);
    s.wait(&id, "\"running\"");
    id
}

/// Measurements without and with a disturbance, in turns of two seconds, so that other users of the machine affect
/// both alike. A run that is nearly over is replaced by a new one, which `begin` starts.
fn by_turns(s: &Served, runs: &Mutex<Vec<String>>, begin: impl Fn() -> String, mut set: impl FnMut(bool)) -> [Seen; 2] {
    let so_far = || runs.lock().unwrap().iter().map(|id| share(s, id)).sum::<f64>();
    let program = s.child.id().to_string();
    let now = || [so_far(), spent(&program), spent("self"), memory(s.child.id()) as f64];
    let mut seen = [Seen::default(); 2];
    // The first two are for warm-up.
    for turn in 0..seconds().div_ceil(4).max(4) * 2 {
        let on = turn % 2 == 1;
        let going = runs.lock().unwrap().clone();
        for (place, id) in going.iter().enumerate().filter(|(_, id)| share(s, id) > 0.8) {
            s.post(&format!("/api/runs/{id}/cancel"), "{}");
            runs.lock().unwrap()[place] = begin();
        }
        set(on);
        let (from, since) = (now(), Instant::now());
        sleep(Duration::from_secs(2));
        let (to, sum) = (now(), &mut seen[usize::from(on)]);
        if turn >= 2 {
            sum.way += to[0] - from[0];
            sum.spent += to[1] - from[1];
            sum.asking += to[2] - from[2];
            sum.grown += to[3] - from[3];
            sum.clock += since.elapsed().as_secs_f64();
        }
    }
    set(false);
    for (sum, word) in seen.iter().zip(["without", "with"]) {
        println!(
            "{word}: {:.4} of the way for a second of processor time, {:.4} for one of the clock; {:.1} s were spent by \
             the program, {:.1} s by those who ask",
            sum.way / sum.spent,
            sum.way / sum.clock,
            sum.spent,
            sum.asking
        );
    }
    seen
}

/// The relative slow-down of runs with it, as a share. The measure is the program's processor time: on a machine that
/// is full there is no more of it.
fn slower([without, with]: [Seen; 2]) -> f64 {
    1.0 - (with.way / with.spent) / (without.way / without.spent)
}

#[test]
#[ignore = "takes minutes"]
fn a_run_of_a_hundred_thousand_is_told_four_times_a_second_and_not_slowed_down() {
    let s = serve("siege-watched");
    let long = SMALL
        .replace("1000", "100000")
        .replace("\"years\":2", "\"years\":40")
        .replace("\"replicates\":2", "\"replicates\":4");
    let body =
        order(&long, &[alone("no-system", &regime("no-system")), alone("social-credit", &regime("social-credit"))]);
    let begin = || begun(&s, &body);
    let runs = Mutex::new(vec![begin()]);
    let (watches, over) = (AtomicBool::new(false), AtomicBool::new(false));
    let (news, months, watched) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let seen = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::SeqCst) {
                if !watches.load(Ordering::SeqCst) {
                    sleep(Duration::from_millis(20));
                    continue;
                }
                let since = Instant::now();
                let mut line = TcpStream::connect(("127.0.0.1", s.port)).unwrap();
                let id = runs.lock().unwrap()[0].clone();
                let month = s.get(&format!("/api/runs/{id}/summary")).2;
                let month = month.split("\"month\": ").nth(1).unwrap().split(',').next().unwrap().to_owned();
                let path = format!("/api/runs/{id}/stream?from={month}");
                write!(line, "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", s.host(), s.cookie).unwrap();
                let told = BufReader::new(line).lines().map_while(Result::ok);
                for text in told.take_while(|_| watches.load(Ordering::SeqCst)) {
                    news.fetch_add(u64::from(text.starts_with("event: ")), Ordering::SeqCst);
                    months.fetch_add(u64::from(text == "event: rows"), Ordering::SeqCst);
                }
                watched.fetch_add(since.elapsed().as_millis() as u64, Ordering::SeqCst);
            }
        });
        let seen = by_turns(&s, &runs, begin, |on| watches.store(on, Ordering::SeqCst));
        over.store(true, Ordering::SeqCst);
        seen
    });
    let slower = slower(seen);
    runs.lock().unwrap().iter().for_each(|id| drop(s.post(&format!("/api/runs/{id}/cancel"), "{}")));
    let time = watched.into_inner() as f64 / 1000.0;
    let (news, months) = (news.into_inner() as f64 / time, months.into_inner() as f64 / time);
    println!("{news:.1} messages a second, {months:.1} with months; watching slows it down by {:.1} %", slower * 100.0);
    assert!(news >= 4.0, "{news} messages a second");
    assert!(slower <= 0.05, "{slower}");
}

#[test]
#[ignore = "takes minutes"]
fn two_hundred_look_while_two_runs_go_on() {
    let s = serve("siege-crowd");
    let long = SMALL.replace("1000", "100000").replace("\"years\":2", "\"years\":40");
    let body =
        order(&long, &[alone("no-system", &regime("no-system")), alone("social-credit", &regime("social-credit"))]);
    let begin = || begun(&s, &body);
    let runs = Mutex::new(vec![begin(), begin()]);
    let asks = ["/", "/main.js", "/style.css", "/api/shelf", "/api/runs", "/vendor/uPlot.js"];
    let (crowd, over) = (AtomicBool::new(false), AtomicBool::new(false));
    let times = Mutex::new(Vec::new());
    let bad = AtomicU64::new(0);
    let mut seen = [Seen::default(); 2];
    std::thread::scope(|scope| {
        for client in 0..200 {
            let (s, crowd, over, times, bad, runs) = (&s, &crowd, &over, &times, &bad, &runs);
            scope.spawn(move || {
                while !over.load(Ordering::SeqCst) {
                    // They come one after the other, and each sends a request once a second.
                    sleep(Duration::from_millis(500 + client * 5));
                    for n in (client as usize..).take_while(|_| crowd.load(Ordering::SeqCst)) {
                        let since = Instant::now();
                        // Half of them watch a run.
                        let path = format!("/api/runs/{}/summary", runs.lock().unwrap()[client as usize % 2]);
                        let Reply(status, ..) = s.get(if n % 2 == 0 { &path } else { asks[n / 2 % asks.len()] });
                        times.lock().unwrap().push(since.elapsed());
                        bad.fetch_add(u64::from(status != 200), Ordering::SeqCst);
                        sleep(Duration::from_secs(1).saturating_sub(since.elapsed()));
                    }
                }
            });
        }
        seen = by_turns(&s, &runs, begin, |on| {
            crowd.store(on, Ordering::SeqCst);
            sleep(Duration::from_secs(2));
        });
        over.store(true, Ordering::SeqCst);
    });
    let mut times = times.into_inner().unwrap();
    let (half, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
    let slower = slower(seen);
    // The runs' own monthly records grow without a crowd, too.
    let [without, with] = seen;
    let grown = (with.grown - without.grown * with.way / without.way) / memory(s.child.id()) as f64;
    println!(
        "{} answers, {} of them bad; half within {half:.1?}, 99 % within {p99:.1?}; the runs were slower by {:.1} %; \
         for the crowd, memory grew by {:.1} %",
        times.len(),
        bad.load(Ordering::SeqCst),
        slower * 100.0,
        grown * 100.0,
    );
    runs.lock().unwrap().iter().for_each(|id| drop(s.post(&format!("/api/runs/{id}/cancel"), "{}")));
    assert_eq!(bad.into_inner(), 0);
    assert!(p99 <= Duration::from_millis(250), "{p99:?}");
    assert!(grown <= 0.05, "{grown}");
    assert!(slower <= 0.05, "{slower}");
}

/// A client that speaks, or listens, a byte at a time.
struct Slow {
    line: Option<TcpStream>,
    kind: usize,
    since: Instant,
    said: Instant,
    again: Instant,
}

/// A head, a body, and an answer that is not read: the system buffers it, and no thread of the program waits.
const KINDS: usize = 3;

impl Slow {
    fn call(&mut self, s: &Served, now: Instant) {
        let (host, cookie) = (s.host(), &s.cookie);
        let Ok(mut line) = TcpStream::connect(("127.0.0.1", s.port)) else { return };
        let own = format!("Host: {host}\r\nCookie: {cookie}\r\n");
        let begins = match self.kind {
            0 => "G".to_owned(),
            1 => format!(
                "POST /api/check HTTP/1.1\r\n{own}Origin: http://{host}\r\nContent-Type: application/json\r\n\
                 Content-Length: 1000\r\n\r\n{{"
            ),
            _ => format!("GET /runs/run-1/report.html HTTP/1.1\r\n{own}\r\n"),
        };
        let _ = line.write_all(begins.as_bytes());
        line.set_nonblocking(true).unwrap();
        (self.line, self.since, self.said) = (Some(line), now, now);
    }

    /// One byte every ten seconds; returns how long the connection lasted, if it was cut.
    fn go_on(&mut self, now: Instant) -> Option<Duration> {
        let mut line = self.line.as_ref()?;
        let mut byte = [0];
        let due = now - self.said >= Duration::from_secs(10);
        if due {
            self.said = now;
        }
        let reads = self.kind < 2 || due;
        let cut = match line.read(&mut byte) {
            _ if !reads => false,
            Ok(0) => true,
            Ok(_) => self.kind < 2,
            Err(e) => e.kind() != ErrorKind::WouldBlock,
        };
        let cut = cut || (due && self.kind < 2 && line.write_all(b"E").is_err());
        cut.then(|| {
            self.line = None;
            self.again = now + Duration::from_secs(1);
            now - self.since
        })
    }
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_who_are_slow_hold_up_nobody() {
    let s = serve("siege-slow");
    let text = regime("social-credit");
    let more = SMALL.replace("1000", "5000").replace("\"years\":2", "\"years\":10");
    let quiet = s.start(&more, &[("social-credit", &text)]);
    s.wait(&quiet, "\"done\"");
    let paced = more.replace("\"pace\":0", "\"pace\":10");
    let watched = s.start(&paced, &[("social-credit", &text)]);
    let over = Arc::new(AtomicBool::new(false));
    let longest = Mutex::new([Duration::ZERO; KINDS]);
    let (cuts, most) = (AtomicU64::new(0), AtomicU64::new(0));
    let mut times = Vec::new();
    let mut failed = 0;
    std::thread::scope(|scope| {
        for thread in 0..10_usize {
            let (s, over, longest, cuts) = (&s, &over, &longest, &cuts);
            scope.spawn(move || {
                let now = Instant::now();
                let slow = |n| Slow { line: None, kind: (thread + n) % KINDS, since: now, said: now, again: now };
                let mut all: Vec<Slow> = (0..100).map(slow).collect();
                while !over.load(Ordering::SeqCst) {
                    for slow in &mut all {
                        let now = Instant::now();
                        if let Some(lasted) = slow.go_on(now) {
                            cuts.fetch_add(1, Ordering::SeqCst);
                            let mut longest = longest.lock().unwrap();
                            longest[slow.kind] = longest[slow.kind].max(lasted);
                        }
                        if slow.line.is_none() && now >= slow.again {
                            slow.call(s, now);
                        }
                    }
                    sleep(Duration::from_millis(50));
                }
            });
        }
        let until = Instant::now() + Duration::from_secs(seconds());
        while Instant::now() < until {
            let since = Instant::now();
            match plain(&s, &watched) {
                true => times.push(since.elapsed()),
                false => failed += 1,
            }
            most.fetch_max(open(s.child.id()) as u64, Ordering::SeqCst);
            sleep(Duration::from_millis(100));
        }
        over.store(true, Ordering::SeqCst);
    });
    let since = Instant::now();
    let mut quick = 0;
    while quick < 20 {
        let asked = Instant::now();
        quick = if plain(&s, &watched) && asked.elapsed() < Duration::from_millis(250) { quick + 1 } else { 0 };
        assert!(since.elapsed() < Duration::from_secs(15), "it does not recover");
    }
    let recovered = since.elapsed();
    s.wait(&watched, "\"done\"");
    let file = |id: &str| fs::read(s.out.join(id).join("series.parquet")).unwrap();
    let (half, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
    let ([head, body, _], most) = (longest.into_inner().unwrap(), most.into_inner());
    println!(
        "{} lines were cut; the longest: head {head:.1?}, body {body:.1?}; at most {most} files open; \
         {} sound answers, half within {half:.1?}, 99 % within {p99:.1?}, {failed} lost; as before after {recovered:.1?}",
        cuts.into_inner(),
        times.len(),
    );
    assert!(head <= Duration::from_secs(10) && body <= Duration::from_secs(30), "{head:?}, {body:?}");
    assert!(most <= 256 + 32, "{most} files are open");
    assert!(p99 <= Duration::from_secs(1) && failed * 100 <= times.len(), "{p99:?}, {failed} lost");
    assert!(file(&quiet) == file(&watched), "the run is the same");
}

/// Whether a valid request is answered.
fn plain(s: &Served, id: &str) -> bool {
    let Ok(mut line) = TcpStream::connect(("127.0.0.1", s.port)) else { return false };
    line.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let request = format!("GET /api/runs/{id}/summary HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", s.host(), s.cookie);
    let mut told = String::new();
    line.write_all(request.as_bytes()).is_ok()
        && line.read_to_string(&mut told).is_ok()
        && told.starts_with("HTTP/1.1 200")
}
