// One request and its answer, handed over step by step to the thread that waits for them. The
// waiting thread keeps the time itself, because `URLSession` counts in whole seconds on Linux.

import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A request that is under way.
final class Exchange: NSObject, URLSessionDataDelegate {
  enum Step: Sendable {
    case answer(Answer)
    case bytes(Data)
    /// The last step: the answer is complete, or broke off.
    case end((any Error)?)
  }

  private static let maximumRedirects = 5

  /// What the session told and nobody took yet; `nil` once nobody waits any more.
  private let steps = Mutex<[Step]?>([])
  private let hops = Mutex(0)
  private let handedOver = DispatchSemaphore(value: 0)

  /// Asks for what a server has from a position on.
  ///
  /// - Parameters:
  ///   - url: The file's address.
  ///   - position: How many bytes are here already.
  ///   - body: Takes the exchange; the request is given up when it returns.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  static func run<Result>(
    _ url: URL, from position: Int, _ body: (Exchange) throws -> Result
  ) throws -> Result {
    let exchange = Exchange()
    // Without a queue of ours it makes one that keeps the order.
    let session = URLSession(configuration: .ephemeral, delegate: exchange, delegateQueue: nil)
    defer { exchange.giveUp(session) }
    var request = URLRequest(url: url)
    // The file is wanted as it is stored, not packed once more for the journey.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if position > 0 { request.setValue("bytes=\(position)-", forHTTPHeaderField: "Range") }
    session.dataTask(with: request).resume()
    return try body(exchange)
  }

  /// Waits for the next step.
  ///
  /// - Returns: `nil` when nothing came for that many seconds.
  func next(within seconds: Double) -> Step? {
    guard handedOver.wait(timeout: .now() + seconds) == .success else { return nil }
    return steps.withLock { $0?.removeFirst() }
  }

  private func handOver(_ step: Step) {
    steps.withLock { $0?.append(step) }
    handedOver.signal()
  }

  /// Ends the request, not on this thread: on Linux that waits for a server that sends without pause.
  private func giveUp(_ session: URLSession) {
    steps.withLock { $0 = nil }
    DispatchQueue.global().async { session.invalidateAndCancel() }
  }

  // MARK: - What the session tells

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let head = response as? HTTPURLResponse
    let length = Int(response.expectedContentLength)
    handOver(
      .answer(
        Answer(
          status: head?.statusCode ?? 0, length: length < 0 ? nil : length,
          contentRange: head?.value(forHTTPHeaderField: "Content-Range"),
          contentType: head?.value(forHTTPHeaderField: "Content-Type"))))
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    handOver(.bytes(data))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    handOver(.end(error))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    let hop = hops.withLock { count in
      count += 1
      return count
    }
    let isWeb = ["http", "https"].contains(request.url?.scheme?.lowercased())
    completionHandler(isWeb && hop <= Self.maximumRedirects ? request : nil)
  }
}
