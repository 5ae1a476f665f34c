// How fast this processor can multiply and add at all: the yardstick for the matrix product.

/// Billions of floating-point operations a second of one core that does nothing but fused
/// multiply-adds on registers.
///
/// A core starts two of them a cycle, each takes four cycles: it takes at least eight that do not
/// wait for each other to keep it busy; twelve fit into the registers with room to spare.
func peakFMA() -> Double {
  let steps = 20_000_000
  var sums = (0..<12).map { SIMD8<Float>(repeating: Float($0)) }
  let elapsed = seconds { multiplyAndAdd(&sums, steps: steps) }
  return Double(steps) * 12 * 8 * 2 / elapsed * 1e-9
}

/// Takes `sum ← summand + sum · factor` some number of times, for twelve sums at once.
///
/// The sums come from memory and go back there: what is neither read nor written need not be
/// computed, and the compiler knows.
@inline(never)
private func multiplyAndAdd(_ sums: inout [SIMD8<Float>], steps: Int) {
  let (factor, summand) = (sums[1] * 0.999, sums[2])
  var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3])
  var (e, f, g, h) = (sums[4], sums[5], sums[6], sums[7])
  var (i, j, k, l) = (sums[8], sums[9], sums[10], sums[11])
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
  sums = [a, b, c, d, e, f, g, h, i, j, k, l]
}
