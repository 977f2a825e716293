//! The test client of `glasshouse serve`: the program itself, and a browser that it has admitted.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions
#![allow(dead_code)] // each test uses what it needs of it

use glasshouse::scenario::catalogue::Kind;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server, and a browser that it has admitted.
pub struct Served {
    pub child: Child,
    pub port: u16,
    pub link: String,
    pub cookie: String,
    pub out: PathBuf,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Status, head and body.
pub struct Reply(pub u16, pub String, pub String);

/// Starts the program, and is admitted by its link.
pub fn serve(name: &str) -> Served {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&out);
    let mut child = Command::new(env!("CARGO_BIN_EXE_glasshouse"))
        .args(["serve", "--threads", "2", "--out", out.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let link = lines.find_map(|l| Some(l.unwrap().trim().to_owned()).filter(|l| l.starts_with("http"))).unwrap();
    // The rest is read and dropped, so that the program is never held up by a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    let port = link.split(':').nth(2).unwrap().split('/').next().unwrap().parse().unwrap();
    let mut served = Served { child, port, link, cookie: String::new(), out };
    let path = served.link.split_once(&served.port.to_string()).unwrap().1.to_owned();
    let Reply(status, head, _) = served.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", served.host()));
    assert_eq!(status, 303, "{head}");
    let set = head.lines().find_map(|l| l.strip_prefix("Set-Cookie: ")).unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    // Only under the page's own address, which nobody can guess, and not for ever.
    let door = set.split("Path=").nth(1).unwrap().split(';').next().unwrap();
    assert!(door.len() == 34 && set.contains("Max-Age=43200"), "{set}");
    assert!(head.contains(&format!("Location: {door}")), "{head}");
    served.cookie = set.split(';').next().unwrap().to_owned();
    served
}

impl Served {
    /// The host name to which it answers.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends bytes as they are.
    pub fn ask(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A request that is refused early may not be read to its end.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        for guard in ["Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff"] {
            assert!(head.contains(guard), "`{guard}` is on every answer, but not on: {text}");
        }
        assert!(!head.to_lowercase().contains("access-control-allow"), "{head}");
        Reply(status, head.to_owned(), body.to_owned())
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.host(), self.cookie))
    }

    /// Sends, as the page does.
    pub fn post(&self, path: &str, body: &str) -> Reply {
        let own = format!("Origin: http://{}\r\nContent-Type: application/json", self.host());
        self.post_as(path, body, &own)
    }

    /// Sends with other headers.
    pub fn post_as(&self, path: &str, body: &str, headers: &str) -> Reply {
        let (host, cookie, length) = (self.host(), &self.cookie, body.len());
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n{headers}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    /// Starts a run, and returns its name.
    pub fn start(&self, more: &str, regimes: &[(&str, &str)]) -> String {
        let regimes: Vec<String> = regimes.iter().map(|(name, text)| alone(name, text)).collect();
        self.start_of(&order(more, &regimes))
    }

    /// Starts the requested run.
    pub fn start_of(&self, body: &str) -> String {
        let Reply(status, _, body) = self.post("/api/runs", body);
        assert_eq!(status, 200, "{body}");
        body.split("\"id\": \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    /// Waits until the state of a run contains these words.
    pub fn wait(&self, id: &str, words: &str) -> String {
        let since = Instant::now();
        loop {
            let Reply(_, _, body) = self.get(&format!("/api/runs/{id}/summary"));
            if body.contains(words) {
                return body;
            }
            assert!(since.elapsed() < Duration::from_secs(120), "never `{words}`: {body}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A text with its name, as JSON.
pub fn sheet(name: &str, text: &str) -> String {
    format!("{{\"name\":\"{name}\",\"text\":{}}}", quoted(text))
}

/// A regime of one part, as JSON.
pub fn alone(name: &str, text: &str) -> String {
    format!("{{\"parts\":[{}]}}", sheet(name, text))
}

/// A request to run regimes in the small society for lessons.
pub fn order(more: &str, regimes: &[String]) -> String {
    let society = sheet("lesson", &shipped(Kind::Society, "lesson"));
    format!("{{\"society\":{society},{more},\"regimes\":[{}]}}", regimes.join(","))
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// The text of a shipped regime.
pub fn regime(name: &str) -> String {
    shipped(Kind::Regime, name)
}

/// A shipped text.
pub fn shipped(kind: Kind, name: &str) -> String {
    kind.shipped().iter().find(|shipped| shipped.name == name).unwrap().text.to_owned()
}

/// A run of moments.
pub const SMALL: &str = "\"people\":1000,\"years\":2,\"replicates\":2,\"seed\":1,\"pace\":0";
