// The loops of convolution and pooling stay within the memory that they are given.

#if DEBUG
  import Testing

  @testable import Shared

  @Suite struct ConvolutionKernelTests {
    /// Shapes of images and kernels, stride and padding.
    private static let sizes: [(Shape, Shape, Int, Int)] = [
      ([1, 1, 1, 1], [1, 1, 1, 1], 1, 0), ([2, 3, 7, 6], [5, 3, 3, 3], 1, 1),
      ([1, 2, 9, 17], [6, 2, 2, 5], 1, 0), ([3, 1, 28, 28], [6, 1, 5, 5], 1, 0),
      ([2, 4, 13, 11], [11, 4, 3, 3], 2, 1), ([1, 3, 8, 50], [4, 3, 1, 1], 3, 2),
      ([1, 2, 3, 3], [7, 2, 5, 5], 1, 3), ([2, 70, 12, 12], [32, 70, 3, 3], 1, 0),
      ([1, 64, 5, 29], [65, 64, 3, 3], 1, 1), ([2, 65, 4, 40], [64, 65, 3, 3], 1, 0),
      ([3, 7, 9, 10], [41, 7, 3, 3], 1, 1), ([1, 25, 16, 40], [9, 25, 2, 4], 2, 1),
    ]

    @Test(arguments: sizes)
    func aConvolutionAndItsGradientsStayInTheirMemory(
      input: Shape, kernel: Shape, stride: Int, padding: Int
    ) {
      let sizes = ConvolutionShape("convolve", input, kernel, stride, padding)
      let (x, w) = (Tensor(ones: input), Tensor(ones: kernel))
      let dy = Tensor(ones: sizes.output)
      #expect(isKept(sizes.output, x, w, sizes.convolve))
      #expect(isKept(input, dy, w, sizes.inputGradient))
      #expect(isKept(kernel, dy, x, sizes.kernelGradient))
    }

    private func isKept(
      _ shape: Shape, _ a: Tensor, _ b: Tensor, _ body: (Source, Source, Destination) -> Void
    ) -> Bool {
      var result = Guarded(shape.elementCount)
      return result.isKept { output in
        a.scalars.withSource { a in b.scalars.withSource { b in body(a, b, output) } }
      }
    }

    @Test(arguments: sizes)
    func thePatchesFillTheirMemory(input: Shape, kernel: Shape, stride: Int, padding: Int) {
      let windows = ConvolutionShape("convolve", input, kernel, stride, padding).windows
      let image = [Float](repeating: 1, count: windows.height * windows.width)
      for rows in [0..<1, 0..<windows.rows, windows.rows - 1..<windows.rows] {
        var patches = Guarded(windows.patchSize(rows.count))
        let isKept = patches.isKept { patches in
          image.withSource { windows.copyPatches($0, rows, to: patches) }
        }
        #expect(isKept, "\(rows)")
      }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 32, 64])
    func theBandsCoverEachChannelOnce(count: Int) {
      let bands = Band.bands(count)
      #expect(bands.flatMap(\.channels) == Array(0..<count))
      #expect(bands.allSatisfy { $0.channels.count.isMultiple(of: $0.height) })
    }
  }
#endif
