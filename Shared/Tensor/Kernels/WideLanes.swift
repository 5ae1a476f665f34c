// As many numbers at a time as a register of this processor holds.

#if WITH_AVX512
  /// Neighbouring elements: one AVX-512 register.
  typealias Wide = SIMD16<Float>
#else
  /// Neighbouring elements: one AVX register, or two of NEON.
  typealias Wide = SIMD8<Float>
#endif

let wideCount = Wide.scalarCount

extension UnsafePointer<Float> {
  /// The elements from here on that fill a register.
  @inline(__always)
  var wide: Wide { UnsafeRawPointer(self).loadUnaligned(as: Wide.self) }

  /// The first `count` elements from here on, and zeros behind them.
  @inline(__always)
  func wide(_ count: Int) -> Wide {
    var result = Wide()
    for lane in 0..<count { result[lane] = self[lane] }
    return result
  }
}

extension UnsafeMutablePointer<Float> {
  /// Writes a register from here on, or adds it to what is here.
  @inline(__always)
  func store(_ wide: Wide, adds: Bool) {
    let sum = adds ? Source(self).wide + wide : wide
    UnsafeMutableRawPointer(self).storeBytes(of: sum, as: Wide.self)
  }
}

/// `a·b + c`, in one rounding where the processor has the instruction.
@inline(__always)
func fused(_ a: Wide, _ b: Wide, _ c: Wide) -> Wide {
  #if WITHOUT_FMA && arch(x86_64)
    a * b + c
  #else
    c.addingProduct(a, b)
  #endif
}
