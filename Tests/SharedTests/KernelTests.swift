// The kernels stay within the memory that they are given: numbers beside it keep their value.

#if DEBUG
  import Testing

  @testable import Shared

  /// A number that no kernel writes.
  private let canary: Float = 12_345.678

  /// Numbers with canaries before and behind them.
  struct Guarded {
    var memory: [Float]
    let count: Int
    private static let width = 64

    init(_ count: Int) {
      self.count = count
      memory = [Float](repeating: canary, count: count + 2 * Guarded.width)
    }

    /// Whether the kernel wrote all its numbers and no others.
    mutating func isKept(by kernel: (Destination) -> Void) -> Bool {
      memory.withDestination { kernel($0 + Guarded.width) }
      let (inside, behind) = (Guarded.width, Guarded.width + count)
      return memory[..<inside].allSatisfy { $0 == canary }
        && memory[inside..<behind].allSatisfy { $0 != canary }
        && memory[behind...].allSatisfy { $0 == canary }
    }
  }

  @Suite struct KernelTests {
    @Test func aProductStaysInItsMemory() {
      for (m, k, n) in [
        (1, 1, 1), (5, 3, 15), (6, 8, 16), (7, 9, 17), (13, 330, 31), (50, 20, 33), (270, 5, 3),
        (79, 257, 47), (80, 256, 48), (81, 513, 65), (241, 9, 321), (7, 3, 1029), (486, 2, 64),
      ] {
        let (a, b) = ([Float](repeating: 1, count: m * k), [Float](repeating: 1, count: k * n))
        for (transposeA, transposeB) in [(false, false), (true, false), (false, true)] {
          var result = Guarded(m * n)
          let isKept = result.isKept { c in
            a.withSource { a in
              b.withSource { b in
                MatrixProduct(
                  a: MatrixView(
                    start: a, rowStride: transposeA ? 1 : k, columnStride: transposeA ? m : 1),
                  b: MatrixView(
                    start: b, rowStride: transposeB ? 1 : n, columnStride: transposeB ? k : 1),
                  c: c, m: m, k: k, n: n
                ).compute(rows: 0..<m, columns: 0..<n)
              }
            }
          }
          #expect(isKept, "\(m) \(k) \(n) \(transposeA) \(transposeB)")
        }
      }
    }

    @Test func aSmallProductStaysInItsMemory() {
      for (m, k, n) in [(1, 1, 1), (3, 2, 7), (4, 8, 8), (5, 9, 9), (32, 8, 1), (7, 16, 24)] {
        let (a, b) = ([Float](repeating: 1, count: m * k), [Float](repeating: 1, count: k * n))
        for transposeB in [false, true] {
          var result = Guarded(m * n)
          let isKept = result.isKept { c in
            a.withSource { a in
              b.withSource { b in
                MatrixProduct(
                  a: MatrixView(start: a, rowStride: k, columnStride: 1),
                  b: MatrixView(
                    start: b, rowStride: transposeB ? 1 : n, columnStride: transposeB ? k : 1),
                  c: c, m: m, k: k, n: n
                ).computeSmall()
              }
            }
          }
          #expect(isKept, "\(m) \(k) \(n) \(transposeB)")
        }
      }
    }

    @Test func packingStaysInItsPanel() {
      for depth in [1, 7, 8, 9, 20] {
        let x = [Float](repeating: 1, count: depth * tileColumns)
        for (rowStride, columnStride) in [(tileColumns, 1), (1, depth)] {
          let view = { MatrixView(start: $0, rowStride: rowStride, columnStride: columnStride) }
          for width in [1, 7, 8, 9, tileColumns / 2, tileColumns - 1, tileColumns] {
            var panel = Guarded(depth * panelWidth(width))
            let isKept = panel.isKept { panel in
              x.withSource { packColumns(view($0), width, depth: depth, to: panel) }
            }
            #expect(isKept, "\(depth) \(columnStride) \(width)")
          }
        }
        for (rowStride, columnStride) in [(1, 6), (depth, 1)] {
          let view = { MatrixView(start: $0, rowStride: rowStride, columnStride: columnStride) }
          for height in [1, 5, 6] {
            var panel = Guarded(depth * 6)
            let isKept = panel.isKept { panel in
              x.withSource { packRows(view($0), height, depth: depth, to: panel) }
            }
            #expect(isKept, "\(depth) \(columnStride) \(height)")
          }
        }
      }
    }

    @Test func elementwiseLoopsStayInTheirRow() {
      for count in 1...40 {
        let x = [Float](repeating: 1, count: count)
        var (mapped, zipped) = (Guarded(count), Guarded(count))
        let isMapKept = mapped.isKept { output in
          x.withSource { mapRow($0, to: output, count: count, Negation()) }
        }
        let isZipKept = zipped.isKept { output in
          x.withSource { zipRow($0, $0, to: output, count: count, Addition()) }
        }
        #expect(isMapKept && isZipKept, "\(count)")
      }
    }

    @Test func eachIndexIsWorkedOnOnce() {
      for count in [0, 1, 7, 8, 100, 1001] {
        for threads in [1, 2, 3, 8] {
          var times = [Float](repeating: 0, count: count)
          times.withDestination { times in
            Parallelism.$threads.withValue(threads) {
              inParallel(count, grain: 3) { range in for index in range { times[index] += 1 } }
            }
          }
          #expect(times == [Float](repeating: 1, count: count))
        }
      }
    }
  }
#endif
