// At most one child a core, across all tests that run at once.
import Foundation
import Synchronization

/// A counting semaphore whose waiters suspend instead of blocking a thread.
final class Slots: Sendable {
  /// The slots of this process: one a core, or `NNLABS_CORES`.
  static let shared = Slots(
    Int(ProcessInfo.processInfo.environment["NNLABS_CORES"] ?? "").flatMap { $0 > 0 ? $0 : nil }
      ?? ProcessInfo.processInfo.activeProcessorCount)

  private struct State {
    var free: [Int]
    var waiting: [CheckedContinuation<Int, Never>] = []
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(free: Array((0..<count).reversed()))) }

  /// Runs `work` with a slot of its own, first come first served.
  func withSlot<T: Sendable>(_ work: (Int) async throws -> T) async rethrows -> T {
    let slot = await take()
    defer { give(back: slot) }
    return try await work(slot)
  }

  private func take() async -> Int {
    await withCheckedContinuation { continuation in
      let slot: Int? = state.withLock { state in
        if let slot = state.free.popLast() { return slot }
        state.waiting.append(continuation)
        return nil
      }
      if let slot { continuation.resume(returning: slot) }
    }
  }

  private func give(back slot: Int) {
    let next: CheckedContinuation<Int, Never>? = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.free.append(slot)
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume(returning: slot)
  }
}
