//! Access control: only the browser that used the link, from this program's own page.

use super::http::{Refusal, RequestHead, refuse};
use std::io;
use std::sync::{Mutex, PoisonError};

/// Admits or refuses requests.
pub struct AccessGuard {
    port: u16,
    /// The token of the link that is still valid.
    token: Mutex<String>,
    /// The session secret that the browser presents from then on.
    session: String,
}

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
        Ok(AccessGuard { port, token: Mutex::new(secret()?), session: secret()? })
    }

    /// The link that lets one browser in, once.
    pub fn link(&self) -> String {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        format!("http://127.0.0.1:{}/?token={token}", self.port)
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
        match shown.any(|value| same(value, &self.session)) {
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
        Ok(format!("glasshouse-{}={}; HttpOnly; SameSite=Strict; Path=/", self.port, self.session))
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
