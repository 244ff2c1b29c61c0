//! Messages over stdin and stdout.
//!
//! lsp-server brings such a transport, which ends at the first message that is
//! no JSON. A client's slip should not cost the user the session, so this one
//! tells the server about it and goes on with the next frame.

use std::io::{self, BufRead, BufReader, Write};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Sender, unbounded};
use lsp_server::{Connection, Message};
use serde_json::json;

/// Longer messages are skipped: a document of this length is no report.
const LONGEST_MESSAGE: usize = 256 << 20;

/// A frame, as far as it could be read.
enum Frame {
    Message(Message),
    /// Why it is none, and the id where it was a request.
    Malformed(i32, String, serde_json::Value),
    End,
}

/// The connection, and the thread to wait for until all has been written.
pub fn stdio() -> (Connection, JoinHandle<()>) {
    let (to_server, receiver) = unbounded();
    let (sender, from_server) = unbounded::<Message>();
    let (raw, answers) = unbounded::<Vec<u8>>();
    // Detached: it sits in a read that nothing but the client can end.
    thread::spawn(move || read_all(&mut BufReader::new(io::stdin().lock()), &to_server, &raw));
    let writer = thread::spawn(move || write_all(&from_server, &answers));
    (Connection { sender, receiver }, writer)
}

fn read_all(input: &mut impl BufRead, to_server: &Sender<Message>, answers: &Sender<Vec<u8>>) {
    loop {
        match read(input) {
            Ok(Frame::Message(message)) => {
                if to_server.send(message).is_err() {
                    return;
                }
            }
            Ok(Frame::Malformed(code, message, id)) => {
                tracing::warn!(message, "malformed message");
                let answer = json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}});
                let _ = answers.send(answer.to_string().into_bytes());
            }
            Ok(Frame::End) | Err(_) => return,
        }
    }
}

fn read(input: &mut impl BufRead) -> io::Result<Frame> {
    let Some(length) = read_head(input)? else { return Ok(Frame::End) };
    let length = match length {
        Ok(length) => length,
        Err(message) => return Ok(Frame::Malformed(-32700, message, serde_json::Value::Null)),
    };
    if length > LONGEST_MESSAGE {
        io::copy(&mut io::Read::take(input, length as u64), &mut io::sink())?;
        let message = format!("{length} bytes; at most {LONGEST_MESSAGE} are read");
        return Ok(Frame::Malformed(-32600, message, serde_json::Value::Null));
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body)?;
    Ok(parse(&body))
}

fn parse(body: &[u8]) -> Frame {
    match serde_json::from_slice(body) {
        Ok(message) => Frame::Message(message),
        Err(_) => match serde_json::from_slice::<serde_json::Value>(body) {
            Ok(value) => {
                let id = value.get("id").cloned().unwrap_or_default();
                Frame::Malformed(-32600, "neither request, response nor notification".into(), id)
            }
            Err(error) => Frame::Malformed(-32700, format!("no JSON: {error}"), serde_json::Value::Null),
        },
    }
}

/// The length of the body; none at the end. Lines that are no header are
/// passed over, so that the reading finds its feet again.
fn read_head(input: &mut impl BufRead) -> io::Result<Option<Result<usize, String>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if io::Read::take(&mut *input, 4096).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            match length {
                Some(length) => return Ok(Some(length)),
                None => continue,
            }
        }
        if let Some((name, value)) = text.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = Some(value.trim().parse().map_err(|_| "Content-Length is no number".to_owned()));
        }
    }
}

fn write_all(
    messages: &crossbeam_channel::Receiver<Message>,
    answers: &crossbeam_channel::Receiver<Vec<u8>>,
) {
    let mut output = io::stdout().lock();
    loop {
        // The reader's own answers end with the reader, the server's with the
        // server; the latter decides.
        let body = crossbeam_channel::select! {
            recv(messages) -> message => match message {
                Ok(message) => body(&message),
                Err(_) => return,
            },
            recv(answers) -> answer => match answer {
                Ok(answer) => answer,
                Err(_) => match messages.recv() {
                    Ok(message) => body(&message),
                    Err(_) => return,
                },
            },
        };
        let head = format!("Content-Length: {}\r\n\r\n", body.len());
        let mut frame = head.into_bytes();
        frame.extend(body);
        if output.write_all(&frame).and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}

fn body(message: &Message) -> Vec<u8> {
    #[derive(serde::Serialize)]
    struct Whole<'a> {
        jsonrpc: &'static str,
        #[serde(flatten)]
        message: &'a Message,
    }
    serde_json::to_vec(&Whole { jsonrpc: "2.0", message }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(input: &str) -> Vec<String> {
        let mut input = input.as_bytes();
        let mut seen = Vec::new();
        loop {
            match read(&mut input) {
                Ok(Frame::Message(Message::Request(request))) => seen.push(request.method),
                Ok(Frame::Message(Message::Notification(notification))) => seen.push(notification.method),
                Ok(Frame::Message(Message::Response(_))) => seen.push("response".into()),
                Ok(Frame::Malformed(code, _, id)) => seen.push(format!("{code} {id}")),
                Ok(Frame::End) => return seen,
                Err(_) => {
                    seen.push("cut".into());
                    return seen;
                }
            }
        }
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn one_bad_message_does_not_end_the_session() {
        let good = frame(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        let cases = [
            (frame("{nonsense"), "-32700 null"),
            (frame("[]"), "-32600 null"),
            (frame(r#"{"jsonrpc":"2.0","id":7}"#), "-32600 7"),
            (frame(""), "-32700 null"),
            ("Content-Length: many\r\n\r\n".into(), "-32700 null"),
        ];
        for (bad, expected) in cases {
            assert_eq!(frames(&format!("{bad}{good}")), [expected, "initialized"], "{bad}");
        }
        assert_eq!(frames(&format!("noise\r\n\r\n{good}")), ["initialized"]);
        assert_eq!(frames(&good[..good.len() - 3]), ["cut"]);
    }
}
