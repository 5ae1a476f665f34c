// The sheet on which a check's body writes what the learner's code returned.
import Shared

/// Collects the values of one check, in the child process.
///
/// Every entry is sent to the judge at once, so what was computed before a crash is known.
public final class Sheet {
  private let send: (Message) -> Void

  init(_ send: @escaping (Message) -> Void) { self.send = send }

  /// Writes a value: a `Tensor`, `Float`, `Double`, `Int`, `Bool`, `String` or an array of these.
  public subscript(_ name: String) -> any SheetValue {
    get { Double.nan }
    set { send(Message(.entry, name, newValue.sheetRecord)) }
  }

  /// Says what is called on which input; a failure message starts with it.
  ///
  /// - Parameters:
  ///   - text: The call, and the seed where the input is random: `"Linear.forward(x), seed 3"`.
  ///   - inputs: The values it is called on: shown with their shapes, and recognised when they come
  ///     back unchanged.
  public func call(_ text: String, on inputs: KeyValuePairs<String, any SheetValue> = [:]) {
    send(Message(.call, text))
    for (name, value) in inputs { send(Message(.input, name, value.sheetRecord)) }
  }

  /// Compares a gradient with central differences of the learner's own forward pass.
  ///
  /// Writes `analytic` as the entry and sends beside it `(L(x + h) − L(x − h)) / 2h` for every
  /// element, where 2h is the difference that survived rounding. The judge compares the two within
  /// 1e-3 + 1e-2·|n|; the expected side is `.gradient(…)`.
  ///
  /// - Parameters:
  ///   - name: The entry.
  ///   - x: Where the gradient was taken; random, non-zero, away from kinks.
  ///   - analytic: dL/dx as the learner's backward pass returned it, of the shape of `x`.
  ///   - step: The wanted h.
  ///   - loss: The loss at a perturbed `x`, summed in `Double`.
  public func gradientCheck(
    _ name: String, of x: Tensor, analytic: Tensor, step: Float = 1e-2,
    _ loss: (Tensor) throws -> Double
  ) rethrows {
    self[name] = analytic
    var slopes: [Double] = []
    var scalars = x.scalars
    for index in scalars.indices {
      let middle = scalars[index]
      let (above, below) = (middle + step, middle - step)
      scalars[index] = above
      let lossAbove = try loss(Tensor(scalars, shape: x.shape))
      scalars[index] = below
      let lossBelow = try loss(Tensor(scalars, shape: x.shape))
      scalars[index] = middle
      slopes.append((lossAbove - lossBelow) / (Double(above) - Double(below)))
    }
    send(Message(.numeric, name, .doubles(slopes, shape: Array(x.shape))))
  }
}
