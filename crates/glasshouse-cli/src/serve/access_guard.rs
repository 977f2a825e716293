//! Access control: only the browser that used the link, from this program's own page.

use super::http::{Refusal, RequestHead, refuse};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Admits or refuses requests.
pub struct AccessGuard {
    port: u16,
    /// The first part of the page's addresses, as nobody can guess it. Browsers send a cookie to every port of a
    /// machine, but only under its path; so another program on this machine never sees it.
    door: String,
    /// The token of the link that is still valid.
    token: Mutex<String>,
    /// The secrets that admitted browsers present, each with the time since which it is valid.
    sessions: Mutex<Vec<(String, Instant)>>,
}

/// How long a browser is admitted.
const ADMITTED: Duration = Duration::from_secs(12 * 60 * 60);

/// How a request is admitted.
#[derive(Debug, PartialEq, Eq)]
pub enum Admission {
    /// The browser was let in before.
    Known,
    /// It used the link; holds the cookie to set.
    ByLink(String),
}

impl AccessGuard {
    /// A guard with new secrets.
    pub fn new(port: u16) -> io::Result<AccessGuard> {
        Ok(AccessGuard { port, door: secret()?, token: Mutex::new(secret()?), sessions: Mutex::default() })
    }

    /// The link that lets one browser in, once.
    pub fn link(&self) -> String {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        format!("http://127.0.0.1:{}/?token={token}", self.port)
    }

    /// The address of the page.
    pub fn front(&self) -> String {
        format!("/{}/", self.door)
    }

    /// A request's path as the rest of the program knows it.
    pub fn path<'p>(&self, path: &'p str) -> &'p str {
        let below = path.strip_prefix('/').and_then(|path| path.strip_prefix(&self.door));
        below.filter(|below| below.starts_with('/')).unwrap_or(path)
    }

    /// Admits a request, or returns the reason for refusing it.
    pub fn admit(&self, head: &RequestHead) -> Result<Admission, Refusal> {
        let host = head.header("host").unwrap_or_default();
        if ![format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)].iter().any(|own| own == host) {
            return Err(refuse(403, "this is not an address of this program"));
        }
        let writes = match head.method.as_str() {
            "GET" => false,
            "POST" => true,
            _ => return Err(refuse(405, "only GET and POST are allowed")),
        };
        let own = format!("http://{host}");
        let origin = head.header("origin");
        if origin.is_some_and(|origin| origin != own) || (writes && origin.is_none()) {
            return Err(refuse(403, "this request did not come from this program's page"));
        }
        let front = head.path == "/" && !writes;
        let site = head.header("sec-fetch-site");
        if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) && !front {
            return Err(refuse(403, "this request did not come from this program's page"));
        }
        if writes && head.header("content-type") != Some("application/json") {
            return Err(refuse(415, "the request needs `Content-Type: application/json`"));
        }
        if front && let Some(given) = head.query("token") {
            return self.by_link(given).map(Admission::ByLink);
        }
        let name = format!("glasshouse-{}", self.port);
        let cookies = head.header("cookie").unwrap_or_default().split(';');
        let mut shown = cookies.filter_map(|pair| pair.trim().strip_prefix(&name)?.strip_prefix('='));
        match shown.any(|value| self.is_session(value)) {
            true => Ok(Admission::Known),
            false => Err(refuse(401, "Please open the link shown in the terminal: it lets this browser in.")),
        }
    }

    /// A link is valid once; then a new one replaces it.
    fn by_link(&self, given: &str) -> Result<String, Refusal> {
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        if !same(given, &token) {
            let words = "This link was used before, or belongs to an earlier start. The terminal shows a new one.";
            return Err(refuse(401, words));
        }
        *token = secret().map_err(|e| refuse(503, format!("cannot make a new link: {e}")))?;
        let session = secret().map_err(|e| refuse(503, format!("cannot make a session: {e}")))?;
        let cookie = format!(
            "glasshouse-{}={session}; HttpOnly; SameSite=Strict; Path={}; Max-Age={}",
            self.port,
            self.front(),
            ADMITTED.as_secs()
        );
        self.sessions().push((session, Instant::now()));
        Ok(cookie)
    }

    fn sessions(&self) -> MutexGuard<'_, Vec<(String, Instant)>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this is the secret of a browser that was let in and may still come.
    fn is_session(&self, given: &str) -> bool {
        let mut sessions = self.sessions();
        sessions.retain(|(_, since)| since.elapsed() < ADMITTED);
        // All are compared, however early one fits.
        sessions.iter().fold(false, |known, (secret, _)| known | same(given, secret))
    }
}

/// 128 random bits, in hexadecimal.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|e| io::Error::other(format!("cannot draw a random secret: {e}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Compares two words in constant time.
fn same(given: &str, wanted: &str) -> bool {
    given.len() == wanted.len() && given.bytes().zip(wanted.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}
