//! HTTP requests, within limits, and responses.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Longest line and headers of a request, in bytes.
const LONGEST_HEAD: usize = 16 << 10;
/// Longest address, in bytes.
const LONGEST_ADDRESS: usize = 2 << 10;
/// Greatest number of headers.
const MOST_HEADERS: usize = 64;
/// Longest body, in bytes: room for the texts of four regimes and more.
pub const LONGEST_BODY: usize = 1 << 20;
/// Time limits for the head, then for the body, and for the browser to take each piece of an answer.
const FOR_HEAD: Duration = Duration::from_secs(8);
const FOR_BODY: Duration = Duration::from_secs(15);
const FOR_ANSWER: Duration = Duration::from_secs(20);
/// Time limit for the browser to take a whole answer.
const FOR_ALL: Duration = Duration::from_secs(60);
/// Headers that may appear only once, since two would be ambiguous.
const ONCE: [&str; 6] = ["host", "origin", "content-length", "content-type", "cookie", "sec-fetch-site"];

/// Content security policy of the page: its own files and addresses, and nothing else.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A report has no script and contains its own style.
pub const REPORT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// A refused request.
#[derive(Debug)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The reason, for people.
    pub words: String,
}

/// Makes a refusal.
pub fn refuse(status: u16, words: impl Into<String>) -> Refusal {
    Refusal { status, words: words.into() }
}

/// A request without its body.
pub struct RequestHead {
    /// `GET` or `POST`.
    pub method: String,
    /// Path, as sent.
    pub path: String,
    query: String,
    headers: Vec<(String, String)>,
    /// Bytes that came after the head.
    rest: Vec<u8>,
}

impl RequestHead {
    /// Reads the head; `None` if there was no request.
    pub fn read(stream: &TcpStream) -> Result<Option<RequestHead>, Refusal> {
        let until = Instant::now() + FOR_HEAD;
        let mut bytes = Vec::new();
        loop {
            if let Some(head) = parse(&bytes)? {
                return Ok(Some(head));
            }
            if bytes.len() >= LONGEST_HEAD {
                return Err(refuse(431, "the headers are too long"));
            }
            match piece(stream, LONGEST_HEAD - bytes.len(), until) {
                Ok(more) if more.is_empty() && bytes.is_empty() => return Ok(None),
                Ok(more) if more.is_empty() => return Err(refuse(400, "the request is incomplete")),
                Ok(more) => bytes.extend(more),
                Err(_) if bytes.is_empty() => return Ok(None),
                Err(_) => return Err(refuse(408, "the request took too long")),
            }
        }
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of a key in the query: only letters, digits, commas, hyphens and underscores.
    pub fn query(&self, key: &str) -> Option<&str> {
        let plain = |v: &&str| v.bytes().all(|b| b.is_ascii_alphanumeric() || b",-_".contains(&b));
        self.query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('=')).filter(plain)
    }

    /// A whole number in the query.
    pub fn number<N: std::str::FromStr>(&self, key: &str) -> Result<N, Refusal> {
        let wanted = || refuse(400, format!("`{key}` must be a whole number in range"));
        self.query(key).and_then(|value| value.parse().ok()).ok_or_else(wanted)
    }

    /// The head at the beginning of these bytes, if it is complete, and with it whatever follows.
    pub fn of(bytes: &[u8]) -> Result<Option<RequestHead>, Refusal> {
        parse(bytes)
    }

    /// The bytes that came after the head.
    pub fn rest(&self) -> &[u8] {
        &self.rest
    }

    /// The announced length of the body.
    pub fn length(&self) -> Result<usize, Refusal> {
        if self.header("transfer-encoding").is_some() {
            // A request with both headers is ambiguous.
            let both = self.header("content-length").is_some();
            return Err(refuse(if both { 400 } else { 411 }, "give the length of the body with Content-Length only"));
        }
        let length: usize = match self.header("content-length") {
            None if self.method == "POST" => return Err(refuse(411, "the request needs a Content-Length")),
            None => 0,
            Some(text) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse().unwrap_or(usize::MAX)
            }
            Some(_) => return Err(refuse(400, "Content-Length is not a number")),
        };
        if length > LONGEST_BODY {
            return Err(refuse(413, format!("the body may have at most {LONGEST_BODY} bytes")));
        }
        Ok(length)
    }

    /// Reads the body, of the announced length.
    pub fn body(&self, stream: &TcpStream) -> Result<Vec<u8>, Refusal> {
        let length = self.length()?;
        let until = Instant::now() + FOR_BODY;
        let mut body = self.rest.clone();
        while body.len() < length {
            match piece(stream, length - body.len(), until) {
                Ok(more) if more.is_empty() => return Err(refuse(400, "the body is incomplete")),
                Ok(more) => body.extend(more),
                Err(_) => return Err(refuse(408, "the body took too long")),
            }
        }
        body.truncate(length);
        Ok(body)
    }
}

/// The next bytes, within the time limit.
fn piece(mut stream: &TcpStream, most: usize, until: Instant) -> io::Result<Vec<u8>> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    stream.set_read_timeout(Some(left))?;
    let mut bytes = vec![0; most.min(8 << 10)];
    let n = stream.read(&mut bytes)?;
    bytes.truncate(n);
    Ok(bytes)
}

/// The head, if it is complete.
fn parse(bytes: &[u8]) -> Result<Option<RequestHead>, Refusal> {
    let mut room = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut room);
    let end = match request.parse(bytes) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) if request.path.is_none() && bytes.len() > LONGEST_ADDRESS + 16 => {
            return Err(refuse(414, "the address is too long"));
        }
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(refuse(431, "too many headers")),
        Err(_) => return Err(refuse(400, "this is not an HTTP request")),
    };
    let (method, address) = (request.method.unwrap_or_default(), request.path.unwrap_or_default());
    if address.len() > LONGEST_ADDRESS {
        return Err(refuse(414, "the address is too long"));
    }
    let mut headers = Vec::new();
    for header in request.headers.iter() {
        let value = std::str::from_utf8(header.value).map_err(|_| refuse(400, "a header is not text"))?;
        let name = header.name.to_ascii_lowercase();
        if ONCE.contains(&name.as_str()) && headers.iter().any(|(other, _)| *other == name) {
            return Err(refuse(400, format!("the header `{name}` appears twice")));
        }
        headers.push((name, value.trim().to_owned()));
    }
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let [method, path, query] = [method, path, query].map(str::to_owned);
    Ok(Some(RequestHead { method, path, query, headers, rest: bytes[end..].to_vec() }))
}

/// A complete answer.
pub struct HttpResponse {
    /// HTTP status.
    pub status: u16,
    /// Its content type.
    pub kind: &'static str,
    /// Its bytes.
    pub body: Cow<'static, [u8]>,
    /// Its content security policy.
    pub policy: &'static str,
    /// Further headers.
    pub more: Vec<(&'static str, String)>,
}

impl HttpResponse {
    /// An answer of this type.
    pub fn new(kind: &'static str, body: impl Into<Cow<'static, [u8]>>) -> HttpResponse {
        HttpResponse { status: 200, kind, body: body.into(), policy: PAGE_POLICY, more: Vec::new() }
    }

    /// JSON.
    pub fn json(text: String) -> HttpResponse {
        HttpResponse::new("application/json", text.into_bytes())
    }

    /// Sends it, and lets the browser take it before the connection is closed.
    pub fn send(&self, mut stream: &TcpStream) -> io::Result<()> {
        let mut more = self.more.clone();
        more.push(("Content-Length", self.body.len().to_string()));
        let until = Instant::now() + FOR_ALL;
        stream.write_all(head(self.status, self.kind, self.policy, &more).as_bytes())?;
        for piece in self.body.chunks(64 << 10) {
            if Instant::now() > until {
                return Err(ErrorKind::TimedOut.into());
            }
            stream.write_all(piece)?;
        }
        stream.flush()?;
        linger(stream);
        Ok(())
    }
}

impl From<Refusal> for HttpResponse {
    fn from(refusal: Refusal) -> HttpResponse {
        let body = format!("{}\n", refusal.words);
        HttpResponse { status: refusal.status, ..HttpResponse::new("text/plain; charset=utf-8", body.into_bytes()) }
    }
}

/// Begins a streamed answer; the caller sends the rest.
pub fn begin_stream(mut stream: &TcpStream) -> io::Result<()> {
    stream.write_all(head(200, "text/event-stream", PAGE_POLICY, &[]).as_bytes())
}

/// Limits the time for sending a piece of an answer.
pub fn limit_writes(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(FOR_ANSWER))
}

fn head(status: u16, kind: &str, policy: &str, more: &[(&str, String)]) -> String {
    let more: String = more.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n\
         Cache-Control: no-store\r\n{more}Connection: close\r\n\r\n",
        reason(status)
    )
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        303 => "See Other",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Error",
    }
}

/// Ends the sending side and drains incoming bytes for a moment: a connection closed earlier would lose the answer.
fn linger(stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let until = Instant::now() + Duration::from_millis(300);
    let mut taken = 0;
    while taken < LONGEST_BODY {
        match piece(stream, 8 << 10, until) {
            Ok(bytes) if !bytes.is_empty() => taken += bytes.len(),
            _ => return,
        }
    }
}
