// What can be wrong with a server. The next one is asked then, so a fault is no error yet; what is
// wrong with this machine's disk is a `DataError` at once.

import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Why a mirror did not deliver a file; it prints as a few words that follow the mirror's name.
enum Fault: Error, Equatable, CustomStringConvertible {
  case silent(seconds: Double)
  case unreachable(String)
  case status(Int)
  case redirects
  case page
  case length(Int, expected: Int)
  case tooLong(expected: Int)
  case brokeOff(Int, expected: Int)
  case checksum(String, expected: String)

  var description: String {
    switch self {
    case .silent(let seconds): "no byte for \(short(seconds)) s"
    case .unreachable(let reason): reason
    case .status(let code): "answers \(code)"
    case .redirects: "redirects without end"
    case .page: "answers with a web page, as a network that wants a login does"
    case .length(let length, let expected): "offers \(length) bytes, expected \(expected)"
    case .tooLong(let expected): "sends more than the expected \(expected) bytes"
    case .brokeOff(let count, let expected): "broke off after \(count) of \(expected) bytes"
    case .checksum(let found, let expected):
      "wrong bytes, SHA-256 \(found.prefix(12))… instead of \(expected.prefix(12))…"
    }
  }

  private func short(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }

  /// What kept a request from being answered.
  static func unanswered(_ error: any Error) -> Fault {
    switch (error as? URLError)?.code {
    case .cannotFindHost?, .dnsLookupFailed?: .unreachable("no such host")
    case .notConnectedToInternet?: .unreachable("no network")
    case .cannotConnectToHost?: .unreachable("no connection")
    case .networkConnectionLost?, .badServerResponse?: .unreachable("closed without an answer")
    case .unsupportedURL?, .cannotParseResponse?: .unreachable("does not speak HTTP")
    default: .unreachable(error.localizedDescription)
    }
  }
}
