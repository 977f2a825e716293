//! Who may ask? Only the browser that was let in by the link, under this program's own address, from its own page.

use super::http::{Head, Refusal, refuse};
use std::io;
use std::sync::{Mutex, PoisonError};

/// Watches the door.
pub struct Guard {
    port: u16,
    /// The word of the link that is still good.
    token: Mutex<String>,
    /// What the browser shows from then on.
    session: String,
}

/// How somebody comes in.
#[derive(Debug, PartialEq, Eq)]
pub enum Entry {
    /// Was let in before.
    Known,
    /// By the link: the cookie to give.
    ByLink(String),
}

impl Guard {
    /// A guard with new secrets.
    pub fn new(port: u16) -> io::Result<Guard> {
        Ok(Guard { port, token: Mutex::new(secret()?), session: secret()? })
    }

    /// The link that lets one browser in, once.
    pub fn link(&self) -> String {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        format!("http://127.0.0.1:{}/?token={token}", self.port)
    }

    /// Lets a request in, or says why not.
    pub fn admit(&self, head: &Head) -> Result<Entry, Refusal> {
        let host = head.header("host").unwrap_or_default();
        if ![format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)].iter().any(|own| own == host) {
            return Err(refuse(403, "this address is not one of this program"));
        }
        let writes = match head.method.as_str() {
            "GET" => false,
            "POST" => true,
            _ => return Err(refuse(405, "only GET and POST are answered")),
        };
        let own = format!("http://{host}");
        let origin = head.header("origin");
        if origin.is_some_and(|origin| origin != own) || (writes && origin.is_none()) {
            return Err(refuse(403, "this was not asked by the page of this program"));
        }
        let front = head.path == "/" && !writes;
        let site = head.header("sec-fetch-site");
        if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) && !front {
            return Err(refuse(403, "this was not asked by the page of this program"));
        }
        if writes && head.header("content-type") != Some("application/json") {
            return Err(refuse(415, "say `Content-Type: application/json`"));
        }
        if front && let Some(given) = head.query("token") {
            return self.by_link(given).map(Entry::ByLink);
        }
        let name = format!("glasshouse-{}", self.port);
        let cookies = head.header("cookie").unwrap_or_default().split(';');
        let mut shown = cookies.filter_map(|pair| pair.trim().strip_prefix(&name)?.strip_prefix('='));
        match shown.any(|value| same(value, &self.session)) {
            true => Ok(Entry::Known),
            false => Err(refuse(401, "Please open the link that stands in the terminal: it lets this browser in.")),
        }
    }

    /// A link is good once; then there is another one.
    fn by_link(&self, given: &str) -> Result<String, Refusal> {
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        if !same(given, &token) {
            let words = "This link was used before, or is of an earlier start. A new one stands in the terminal.";
            return Err(refuse(401, words));
        }
        *token = secret().map_err(|e| refuse(503, format!("no new link could be made: {e}")))?;
        Ok(format!("glasshouse-{}={}; HttpOnly; SameSite=Strict; Path=/", self.port, self.session))
    }
}

/// 128 bits that nobody can guess, in hexadecimal.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|e| io::Error::other(format!("no secret could be drawn: {e}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two words are the same, in a time that does not tell where they differ.
fn same(given: &str, wanted: &str) -> bool {
    given.len() == wanted.len() && given.bytes().zip(wanted.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}
