// How a wrong call stops: one message that names the operation, the offending values and the cure.

/// Stops the program with a message unless a condition holds.
///
/// Messages read `operation: what is wrong — the offending values — what to do`, for example
/// `matmul: inner dimensions differ: [32, 784] · [128, 10] (784 ≠ 128). Did you forget to transpose?`
/// They are printed in release builds too, where the message of `precondition` is lost.
/// - Parameters:
///   - condition: What must hold.
///   - message: Text to stop with; evaluated only when the condition is false.
///   - file: File that the message names.
///   - line: Line that the message names.
@inline(__always)
public func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if condition() { return }
  fatalError(message(), file: file, line: line)
}
