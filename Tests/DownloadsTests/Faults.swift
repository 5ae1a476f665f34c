// The cases of `FaultTests`: what the servers do, what the user reads, what is asked, what is left.

import Datasets
import Foundation

let faults = badAnswers + badBodies + badConnections + badContinuations + redirects

private let webPage = "answers with a web page, as a network that wants a login does"
private let offersLess = "offers 39000 bytes, expected 40000"
private let sendsMore = "sends more than the expected 40000 bytes"
private let brokeOff = "broke off after 24000 of 40000 bytes"
private let wrongBytes =
  "wrong bytes, SHA-256 \(SHA256.checksum([UInt8](Content.wrong)).prefix(12))… instead of "
  + "\(SHA256.checksum([UInt8](Content.right)).prefix(12))…"

private let badAnswers = [
  FaultCase("it serves as it should", [serving()], asks: ["#1"]),
  FaultCase(
    "404", [always(page("404 Not Found")), serving()],
    troubles: ["#1: answers 404; trying #2"], asks: ["#1", "#2"]),
  FaultCase("500", [always(page("500 Oops"))], fails: "#1: answers 500", asks: ["#1"]),
  FaultCase(
    "no content", [always([head("204 No Content")])], fails: "#1: answers 204", asks: ["#1"]),
  FaultCase(
    "a page in place of the file", [always(page("200 OK"))], fails: "#1: \(webPage)", asks: ["#1"]),
  FaultCase(
    "a page of unknown length",
    [always([head("200 OK", "Content-Type: text/html"), .send(Data("<html>".utf8))])],
    fails: "#1: \(webPage)", asks: ["#1"]),
  FaultCase(
    "a shorter file", [serving(Content.right.prefix(39_000), until: 39_000), serving()],
    troubles: ["#1: \(offersLess); trying #2"], asks: ["#1", "#2"]),
  FaultCase(
    "a longer file", [serving(Content.right + Content.wrong)],
    fails: "#1: offers 80000 bytes, expected 40000", asks: ["#1"]),
  FaultCase(
    "a part that nobody asked for",
    [always([partial("bytes 0-39999/40000"), .send(Content.right)])],
    fails: "#1: answers 206", asks: ["#1"]),
  FaultCase(
    "three mirrors, two of them alike",
    [always(page("404 Not Found")), nil, always(page("404 Not Found"))],
    troubles: ["#1: answers 404; trying #2", "#2: no connection; trying #3"],
    fails: "#1, #3: answers 404; #2: no connection", asks: ["#1", "#3"]),
]

/// 132 bytes of gzip that unpack to 100,000 zeros.
private let bomb =
  Data(
    base64Encoded: """
      H4sIAAAAAAAAA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA
      """) ?? Data()

private let badBodies = [
  FaultCase(
    "too long, of unknown length",
    [always([head("200 OK"), .send(Content.right + [0])]), serving()],
    troubles: ["#1: \(sendsMore); trying #2"], asks: ["#1", "#2"]),
  FaultCase(
    "without end", [always([head("200 OK"), .flood(Content.right)])], fails: "#1: \(sendsMore)",
    asks: ["#1"]),
  FaultCase(
    "packed for the journey, and far too large unpacked",
    [always([head("200 OK", "Content-Encoding: gzip"), .send(bomb)])], fails: "#1: \(sendsMore)",
    asks: ["#1"]),
  FaultCase("wrong bytes", [serving(Content.wrong)], fails: "#1: \(wrongBytes)", asks: ["#1"]),
  FaultCase(
    "wrong bytes, right ones elsewhere", [serving(Content.wrong), serving()],
    troubles: ["#1: \(wrongBytes); trying #2"], asks: ["#1", "#2"]),
  FaultCase(
    "truncated", [serving(until: 24_000)], fails: "#1: \(brokeOff)", asks: ["#1"], leaves: 24_000),
  FaultCase(
    "truncated, the rest elsewhere", [serving(until: 24_000), serving()],
    troubles: ["#1: \(brokeOff); trying #2"], asks: ["#1", "#2 from 24000"]),
  FaultCase(
    "truncated, of unknown length", [always([head("200 OK"), .send(Content.beginning(24_000))])],
    fails: "#1: \(brokeOff)", asks: ["#1"], leaves: 24_000),
  FaultCase(
    "nothing behind the head", [always([head("200 OK", "Content-Length: 40000")])],
    fails: "#1: broke off after 0 of 40000 bytes", asks: ["#1"]),
]

private let badConnections = [
  FaultCase("refused", [nil], fails: "#1: no connection", asks: []),
  FaultCase(
    "refused, accepted elsewhere", [nil, serving()], troubles: ["#1: no connection; trying #2"],
    asks: ["#2"]),
  FaultCase(
    "closed at once", [always([])], fails: "#1: closed without an answer", asks: ["#1"]),
  FaultCase(
    "another protocol", [always([.send(Data("SSH-2.0-Trial\r\n".utf8) + Content.wrong)])],
    fails: "#1: does not speak HTTP", asks: ["#1"]),
  FaultCase(
    "silent", [always([.wait(10)])], stallLimit: 0.8, fails: "#1: no byte for 0.8 s", asks: ["#1"]),
  FaultCase(
    "silent behind the head", [always([head("200 OK", "Content-Length: 40000"), .wait(10)])],
    stallLimit: 0.8, fails: "#1: no byte for 0.8 s", asks: ["#1"]),
  FaultCase(
    "silent half-way", [serving(until: 24_000, then: [.wait(10)])], stallLimit: 0.8,
    fails: "#1: no byte for 0.8 s", asks: ["#1"], leaves: 24_000),
  FaultCase(
    "silent half-way, the rest elsewhere", [serving(until: 24_000, then: [.wait(10)]), serving()],
    stallLimit: 0.8, troubles: ["#1: no byte for 0.8 s; trying #2"],
    asks: ["#1", "#2 from 24000"]),
  FaultCase("slow but alive", [dripping], stallLimit: 0.8, asks: ["#1"]),
]

private let badContinuations = [
  FaultCase("it continues", [serving()], beginning: .right, asks: ["#1 from 10000"]),
  FaultCase("it cannot continue", [ignoringRange()], beginning: .right, asks: ["#1 from 10000"]),
  FaultCase(
    "it cannot continue and breaks off", [ignoringRange(until: 24_000)], beginning: .right,
    fails: "#1: \(brokeOff)", asks: ["#1 from 10000"], leaves: 24_000),
  FaultCase(
    "it continues and breaks off", [serving(until: 24_000)], beginning: .right,
    fails: "#1: \(brokeOff)", asks: ["#1 from 10000"], leaves: 24_000),
  FaultCase(
    "416", [onRange([head("416 Range Not Satisfiable", "Content-Length: 0")])], beginning: .right,
    asks: ["#1 from 10000", "#1"]),
  FaultCase(
    "416 whatever is asked", [always([head("416 Range Not Satisfiable", "Content-Length: 0")])],
    beginning: .right, fails: "#1: answers 416", asks: ["#1 from 10000", "#1"]),
  FaultCase(
    "another part", [onRange([partial("bytes 0-39999/40000"), .send(Content.right)])],
    beginning: .right, asks: ["#1 from 10000", "#1"]),
  FaultCase(
    "a part of nobody knows what", [onRange([head("206 Partial Content"), .send(Content.right)])],
    beginning: .right, asks: ["#1 from 10000", "#1"]),
  FaultCase(
    "a part of another file", [onRange([partial("bytes 10000-39999/50000")]), serving()],
    beginning: .right, troubles: ["#1: offers 50000 bytes, expected 40000; trying #2"],
    asks: ["#1 from 10000", "#2 from 10000"]),
  FaultCase(
    "more than the rest",
    [onRange([partial("bytes 10000-39999/40000"), .send(Content.right)]), serving()],
    beginning: .right, troubles: ["#1: \(sendsMore); trying #2"], asks: ["#1 from 10000", "#2"]),
  FaultCase(
    "a wrong beginning", [serving()], beginning: .wrong, asks: ["#1 from 10000", "#1"]),
  FaultCase(
    "a wrong beginning, and a wrong file", [serving(Content.wrong)], beginning: .wrong,
    fails: "#1: \(wrongBytes)", asks: ["#1 from 10000", "#1"]),
  FaultCase(
    "a wrong rest, a right file elsewhere", [serving(Content.wrong), serving()], beginning: .right,
    troubles: ["#1: \(wrongBytes); trying #2"], asks: ["#1 from 10000", "#1", "#2"]),
  FaultCase("all is here but the name", [serving()], beginning: .whole, asks: []),
  FaultCase("more is here than the file", [serving()], beginning: .tooLong, asks: ["#1"]),
]

private let redirects = [
  FaultCase("moved", [redirecting(to: "/new/images.gz", serving())], asks: ["#1", "#1"]),
  FaultCase(
    "moved while it continues", [redirecting(to: "/new/images.gz", serving())], beginning: .right,
    asks: ["#1 from 10000", "#1 from 10000"]),
  FaultCase(
    "moved in circles", [always([head("302 Found", "Location: /images.gz", "Content-Length: 0")])],
    fails: "#1: redirects without end", asks: Array(repeating: "#1", count: 6)),
  FaultCase(
    "moved to a login", [redirecting(to: "/login", always(page("200 OK"))), serving()],
    troubles: ["#1: \(webPage); trying #2"], asks: ["#1", "#1", "#2"]),
]
