// Memory that an operand no longer needs becomes the memory of the result.
//
//     da * (1 - y * y)      y * y        is new
//                           1 - …        is written over it: nobody else holds it
//                           da * …       and so is this
//
// Operands are `consuming` for that: a temporary comes with the only reference to its elements. A
// variable that is used again keeps a reference of its own, so its elements are never written.

extension [Float] {
  /// Whether no other array shares these elements, so that a change copies nothing.
  ///
  /// An array of numbers is one reference to its elements, and references can be asked.
  var isUnique: Bool {
    @inline(__always)
    mutating get {
      withUnsafeMutablePointer(to: &self) { array in
        array.withMemoryRebound(to: AnyObject.self, capacity: 1) { elements in
          isKnownUniquelyReferenced(&elements.pointee)
        }
      }
    }
  }
}
