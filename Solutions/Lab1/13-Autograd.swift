// 1.13 A scalar autograd tape.
//
// All labs write `forward` and `backward` by hand, layer by layer. A tape does it number by number:
// while a formula is computed, each operation leaves a note on the tape of where its inputs were
// and of its own derivatives. Read backwards, the notes are the chain rule. That is all there is to
// autograd.

import Foundation
import Shared

/// The record of a computation, one entry for each number in it.
///
/// An operation can only use numbers that exist already, so the order of the tape is a topological
/// order: whatever uses entry i stands after i. No graph search is needed.
///
/// PyTorch keeps such notes in `tensor.grad_fn`; Keras and TensorFlow in `tf.GradientTape`.
/// Source: Wengert, 1964; Karpathy's micrograd, 2020, does it with a graph.
public final class Tape {
  /// A number on the tape, and where it came from.
  struct Entry {
    var value: Double
    var gradient = 0.0
    /// The entries it was computed from, each with d(this)/d(that).
    var inputs: [(index: Int, derivative: Double)]
  }

  var entries: [Entry] = []

  /// An empty tape.
  public init() {}

  /// Puts a number on the tape that was not computed: an input or a weight.
  public func variable(_ value: Double) -> Value {
    record(value, from: [])
  }

  /// Puts a computed number on the tape, with its local derivatives.
  ///
  ///     let y = tape.record(a.value * b.value, from: [(a, b.value), (b, a.value)])
  ///
  /// says: y was computed from a and b, dy/da = b and dy/db = a. An operator has no tape of its own;
  /// it takes that of an operand, `a.tape`.
  public func record(_ value: Double, from inputs: [(Value, derivative: Double)]) -> Value {
    entries.append(Entry(value: value, inputs: inputs.map { ($0.index, $1) }))
    return Value(tape: self, index: entries.count - 1)
  }

  /// Computes d(output)/d(entry) for every entry of the tape.
  ///
  /// 1. set all gradients to 0 (a second call starts afresh), and the output's to 1
  /// 2. from the output's entry down to the first one: for each of its inputs,
  ///    `gradient of the input += derivative · gradient of this entry`
  ///
  /// It must be `+=`: a number used twice gets a gradient from each use. And it must go backwards,
  /// so that an entry's gradient is complete before it is passed on.
  ///
  /// - Parameter output: A value on this tape.
  public func backward(from output: Value) {
    // BEGIN SOLUTION 1.13 Tape.backward
    for index in entries.indices { entries[index].gradient = 0 }
    entries[output.index].gradient = 1
    for index in (0...output.index).reversed() {
      let gradient = entries[index].gradient
      for input in entries[index].inputs {
        entries[input.index].gradient += input.derivative * gradient
      }
    }
    // END SOLUTION
  }
}

/// One number of a computation: a place on a tape.
///
/// It is computed with as any number is, and the tape fills by itself:
///
///     let tape = Tape()
///     let (x, y) = (tape.variable(3), tape.variable(4))
///     let z = x * y + x
///     tape.backward(from: z)
///     x.gradient                 // 5.0 = y + 1
///
/// PyTorch: a scalar tensor with `requires_grad=True`.
public struct Value {
  let tape: Tape
  let index: Int

  /// The number.
  public var value: Double { tape.entries[index].value }

  /// d(output)/d(this number) after `tape.backward(from: output)`.
  public var gradient: Double { tape.entries[index].gradient }

  /// a + b, d/da = 1 and d/db = 1.
  public static func + (a: Value, b: Value) -> Value {
    // BEGIN SOLUTION 1.13 add
    return a.tape.record(a.value + b.value, from: [(a, 1), (b, 1)])
    // END SOLUTION
  }

  /// a − b.
  public static func - (a: Value, b: Value) -> Value {
    // BEGIN SOLUTION 1.13 subtract
    return a.tape.record(a.value - b.value, from: [(a, 1), (b, -1)])
    // END SOLUTION
  }

  /// a · b, the derivative by each factor being the other factor.
  public static func * (a: Value, b: Value) -> Value {
    // BEGIN SOLUTION 1.13 multiply
    return a.tape.record(a.value * b.value, from: [(a, b.value), (b, a.value)])
    // END SOLUTION
  }

  /// a / b: for q = a/b, dq/da = 1/b and dq/db = −a/b².
  public static func / (a: Value, b: Value) -> Value {
    // BEGIN SOLUTION 1.13 divide
    return a.tape.record(
      a.value / b.value, from: [(a, 1 / b.value), (b, -a.value / (b.value * b.value))])
    // END SOLUTION
  }
}

/// a raised to a constant: d/da aⁿ = n·aⁿ⁻¹.
///
/// - Parameters:
///   - a: The base.
///   - exponent: n, any number; it is no value of the tape and gets no gradient.
/// - Returns: aⁿ, on the same tape.
public func pow(_ a: Value, _ exponent: Double) -> Value {
  // BEGIN SOLUTION 1.13 pow
  let derivative = exponent * pow(a.value, exponent - 1)
  return a.tape.record(pow(a.value, exponent), from: [(a, derivative)])
  // END SOLUTION
}

/// eᵃ, its own derivative.
public func exp(_ a: Value) -> Value {
  // BEGIN SOLUTION 1.13 exp
  let result = exp(a.value)
  return a.tape.record(result, from: [(a, result)])
  // END SOLUTION
}

/// ln a, for a > 0.
public func log(_ a: Value) -> Value {
  // BEGIN SOLUTION 1.13 log
  return a.tape.record(log(a.value), from: [(a, 1 / a.value)])
  // END SOLUTION
}

/// tanh a, with derivative 1 − tanh² a.
public func tanh(_ a: Value) -> Value {
  // BEGIN SOLUTION 1.13 tanh
  let result = tanh(a.value)
  return a.tape.record(result, from: [(a, 1 - result * result)])
  // END SOLUTION
}

/// max(a, 0), with derivative 1 where a > 0 and 0 elsewhere, at a = 0 too (as in PyTorch).
public func relu(_ a: Value) -> Value {
  // BEGIN SOLUTION 1.13 relu
  return a.tape.record(max(a.value, 0), from: [(a, a.value > 0 ? 1 : 0)])
  // END SOLUTION
}
