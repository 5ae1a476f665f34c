// How the convolutions load and store the numbers that fill a register.

let vectorCount = Vector.scalarCount

extension UnsafePointer<Float> {
  /// Eight elements from here on, or every second one of fifteen.
  @inline(__always)
  func lanes(everySecond: Bool) -> Lanes {
    everySecond
      ? Lanes(lowHalf: lanes.evenHalf, highHalf: (self + (laneCount - 1)).lanes.oddHalf) : lanes
  }

  /// Four elements from here on, or every second one of seven.
  @inline(__always)
  func four(everySecond: Bool) -> SIMD4<Float> {
    let first = UnsafeRawPointer(self).loadUnaligned(as: SIMD4<Float>.self)
    if !everySecond { return first }
    let second = UnsafeRawPointer(self + 3).loadUnaligned(as: SIMD4<Float>.self)
    return SIMD4(lowHalf: first.evenHalf, highHalf: second.oddHalf)
  }
}

extension UnsafeMutablePointer<Float> {
  /// Writes a register from here on, or adds it to what is here.
  @inline(__always)
  func store(_ vector: Vector, adds: Bool) {
    store(adds ? Source(self).vector + vector : vector)
  }
}

extension Shape {
  /// The tensor of this shape that `body` writes from the elements of two others; zeros when one of
  /// them has none.
  func filled(
    from a: Tensor, _ b: Tensor, _ body: (Source, Source, Destination) -> Void
  ) -> Tensor {
    if a.count == 0 || b.count == 0 { return Tensor(zeros: self) }
    let scalars = Shared.filled(elementCount) { result in
      a.scalars.withSource { a in
        b.scalars.withSource { b in body(a, b, result) }
      }
    }
    return Tensor(scalars, shape: self)
  }
}
