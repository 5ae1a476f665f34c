// 3.2 Output size and receptive field: how large the result of a sliding window is, and how much of
// the image one number deep in a network has seen. Counting only, on one axis; the other is alike.

import Shared

/// How a window slides along an axis: the same for convolution and pooling.
public struct Window: Sendable, Equatable {
  /// K, the pixels that a window covers.
  public var size: Int
  /// s, the pixels between two windows.
  public var stride: Int
  /// p, the zeros added at each end.
  public var padding: Int

  /// A window of `size` pixels; size and stride are at least 1, the padding is not negative.
  public init(_ size: Int, stride: Int = 1, padding: Int = 0) {
    require(
      size >= 1 && stride >= 1 && padding >= 0,
      "Window: size and stride must be at least 1 and the padding at least 0 — size \(size), stride"
        + " \(stride), padding \(padding) — use Window(3, stride: 1, padding: 1)")
    (self.size, self.stride, self.padding) = (size, stride, padding)
  }
}

/// The number of places where the whole window fits.
///
/// ```
/// H′ = ⌊(H + 2p − K) / s⌋ + 1
/// ```
/// The first window starts at −p, the next ones s further, as long as the last pixel of the window is
/// inside. What is left at the end is not read (PyTorch's `ceil_mode=False`, Keras' `padding="valid"`).
///
/// - Parameters:
///   - input: H, pixels on the axis.
///   - window: K, s and p.
/// - Returns: H′, at least 1. Where the window is longer than the padded input `require` stops, with a
///   message that names both lengths. (Division in Swift rounds towards 0, −1 / 2 is 0: the formula
///   alone would answer 1.)
public func outputSize(input: Int, window: Window) -> Int {
  // BEGIN SOLUTION 3.2 outputSize
  let padded = input + 2 * window.padding
  require(
    window.size <= padded,
    "outputSize: the window does not fit — size \(window.size), input \(input) with padding"
      + " \(window.padding) is \(padded) — use a smaller window or more padding")
  return (padded - window.size) / window.stride + 1
  // END SOLUTION
}

/// The padding with which a window of stride 1 keeps the size: H′ = H.
///
/// Solve the formula of `outputSize` for p.
///
/// - Parameter size: K, odd. An even window has no pixel in its middle and would need more zeros at one
///   end than at the other (Keras' `"same"` puts the odd one at the end): `require` stops with a message
///   that names the size.
/// - Returns: p.
public func samePadding(size: Int) -> Int {
  // BEGIN SOLUTION 3.2 samePadding
  require(
    size % 2 == 1,
    "samePadding: an even window cannot be centred — size \(size) — use \(size + 1)")
  return (size - 1) / 2
  // END SOLUTION
}

/// What one number after some windows sees of the input, on one axis.
public struct ReceptiveField: Sendable, Equatable {
  /// Pixels of the input that can change it.
  public var size: Int
  /// Pixels of the input between the fields of two neighbours.
  public var jump: Int
  /// Where the field of the first number begins; negative where that is padding.
  public var start: Int

  /// A field of `size` pixels, the next one `jump` further, the first one from `start`.
  public init(size: Int, jump: Int, start: Int) {
    (self.size, self.jump, self.start) = (size, jump, start)
  }

  /// The places on the input that number `index` of the output sees, padding included.
  ///
  /// - Parameter index: i, from 0.
  /// - Returns: A range of `size` places; those below 0, or beyond the last pixel, are padding.
  public func places(of index: Int) -> Range<Int> {
    // BEGIN SOLUTION 3.2 ReceptiveField.places
    let first = start + index * jump
    return first..<first + size
    // END SOLUTION
  }
}

/// The field that grows from window to window.
///
/// Before the first one each number is a pixel: size 1, jump 1, start 0. Then, window by window, with
/// the jump of the layer *below*:
///
/// ```
/// size  ← size + (K − 1) · jump     K neighbours, each a jump from the next
/// start ← start − p · jump          the first window begins p places earlier
/// jump  ← jump · s                  this layer's neighbours are s of those apart
/// ```
/// Source: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016, has
/// the sizes; the fields follow from them.
///
/// - Parameter windows: Convolutions and poolings, the first one next to the input; may be empty.
/// - Returns: The field of a number after the last one.
public func receptiveField(of windows: [Window]) -> ReceptiveField {
  // BEGIN SOLUTION 3.2 receptiveField
  var field = ReceptiveField(size: 1, jump: 1, start: 0)
  for window in windows {
    field.size += (window.size - 1) * field.jump
    field.start -= window.padding * field.jump
    field.jump *= window.stride
  }
  return field
  // END SOLUTION
}
