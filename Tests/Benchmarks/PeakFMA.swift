// How fast this processor can multiply and add at all: the yardstick for the matrix product.

/// Billions of floating-point operations a second of one core that does nothing but fused
/// multiply-adds on registers.
///
/// A core starts two of them a cycle, each takes four cycles: it takes at least eight that do not
/// wait for each other to keep it busy; twelve fit into the registers with room to spare.
func peakFMA() -> Double {
  let steps = 20_000_000
  let factor = SIMD8<Float>(repeating: 0.999_999)
  let summand = SIMD8<Float>(repeating: 1e-6)
  var (a, b, c, d) = (factor, factor, factor, factor)
  var (e, f, g, h) = (factor, factor, factor, factor)
  var (i, j, k, l) = (factor, factor, factor, factor)
  let elapsed = seconds {
    for _ in 0..<steps {
      a = summand.addingProduct(a, factor)
      b = summand.addingProduct(b, factor)
      c = summand.addingProduct(c, factor)
      d = summand.addingProduct(d, factor)
      e = summand.addingProduct(e, factor)
      f = summand.addingProduct(f, factor)
      g = summand.addingProduct(g, factor)
      h = summand.addingProduct(h, factor)
      i = summand.addingProduct(i, factor)
      j = summand.addingProduct(j, factor)
      k = summand.addingProduct(k, factor)
      l = summand.addingProduct(l, factor)
    }
  }
  precondition((a + b + c + d + e + f + g + h + i + j + k + l).sum().isFinite)
  return Double(steps) * 12 * 8 * 2 / elapsed * 1e-9
}
