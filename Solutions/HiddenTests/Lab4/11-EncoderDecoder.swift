// The hidden tests of 4.11: two layers that share a memory, masks, gradient checks, what may not be seen,
// lengths. The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct EncoderDecoderTests {
  @Test(.exercise("4.11", "Encoder and decoder", points: 6))
  func encoderDecoder() async {
    await checkMaskedBlock()
    await checkTwoLayers()
    await checkDifferences()
    await checkSight()
    await checkLengths()
  }

  private func checkMaskedBlock() async {
    await check("a masked memory, forward and backward") { sheet in
      var (block, context) = (patternedDecoder(10), Context(.training))
      let mask: Tensor = [[[[1, 0]]]]
      sheet.call("DecoderBlock: forward(x, memory:, mask:), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = block.forward(x, memory: memory, mask: mask, &context)
      let back = block.backward(dy)
      sheet["dx"] = back.dx
      sheet["dMemory: 0 where it is hidden"] = back.dMemory
    } equals: {
      [
        "y": [
          [
            [-1.5917061, 2.204885, 0.20316692, 0.0049091449],
            [-1.9335916, 1.3886765, 0.57782267, -1.4433083],
            [-1.4331331, 1.3666645, 0.3954186, -1.7716158],
          ]
        ],
        "dx": [
          [
            [-0.36928881, -0.086909399, 0.42435881, -0.6681606],
            [-0.26132553, 0.53782574, -0.57646026, 0.19996004],
            [0.075818687, -0.49580013, 0.49652966, -0.17654822],
          ]
        ],
        "dMemory: 0 where it is hidden": [
          [[0.25490407, 0.15072298, 0.018809787, -0.18793766], [0, 0, 0, 0]]
        ],
      ]
    }
  }

  private func checkTwoLayers() async {
    await check(
      "two layers: every decoder block asks the memory, and all gradients reach it", weight: 2
    ) { sheet in
      var (model, context) = (patternedModel(layers: 2), Context(.training))
      sheet.call("two blocks each: encode, decode, backward(dlogits)", on: ["dlogits": dLogits])
      model.encode(source, mask: sourceMask, &context)
      sheet["logits"] = model.decode(target, &context)
      model.backward(dLogits)
      sheet["d(target embedding)"] = model.targetEmbedding.weight.gradient
      sheet["d(scale of the encoder's norm)"] = model.encoderNorm.scale.gradient
      sheet["dWo of the first encoder block"] = model.encoder[0].attention.outputWeight.gradient
      sheet["d(source embedding)"] = model.sourceEmbedding.weight.gradient
    } equals: {
      [
        "logits": [
          [
            [-1.4494575, -0.010915932, -1.2900734, 0.95922338],
            [-1.5276826, 0.92523428, -0.055953068, 0.84211875],
            [-1.6230536, 1.1194058, -0.18676994, 0.91555868],
          ],
          [
            [-1.6481684, 0.90284422, -0.570152, 0.98700017],
            [-1.6363235, 1.1056893, -0.27129075, 0.93475631],
            [-1.621929, 1.3267148, -0.09735643, 0.88863051],
          ],
        ],
        "d(target embedding)": [
          [-0.50852556, -0.15827899, 0.54624863, 0.12055592],
          [-0.79828112, 0.30533725, 0.33488238, 0.15806149],
          [-1.3333159, 0.16875509, 0.30392476, 0.86063607],
          [-0.41133765, 0.072240239, 0.24171859, 0.097378831],
        ],
        "d(scale of the encoder's norm)": [-0.16071056, 0.33286156, -0.66077803, 0.47347239],
        "dWo of the first encoder block": [
          [0.098464658, -0.17782037, 0.033994153, 0.38802336],
          [0.16020357, -0.22624481, 0.054951163, 0.25334891],
          [0.5948683, -0.60573156, 0.30094058, 0.1910797],
          [-0.85353652, 1.0097967, -0.38988589, -0.83245198],
        ],
        "d(source embedding)": [
          [1.9943552, 0.36139174, -1.2511999, -1.104547],
          [0.76671599, 0.60631365, 0.57260037, -1.94563],
          [0.58028239, 3.2524519, -6.6100512, 2.7773169],
          [1.5838842, -0.32232841, 0.32811918, -1.5896749],
          [4.0069884, 0.095037542, -1.7529149, -2.3491111],
        ],
      ]
    }
    await check("gradients add up over two backwards, and are zeroed by one call", weight: 0.5) {
      sheet in
      var (model, context) = (patternedModel(layers: 1), Context(.training))
      sheet.call("backward twice, then zeroGradients()", on: ["dlogits": dLogits])
      model.encode(source, mask: sourceMask, &context)
      _ = model.decode(target, &context)
      model.backward(dLogits)
      model.backward(dLogits)
      sheet["d(source embedding), half"] = model.sourceEmbedding.weight.gradient * 0.5
      model.zeroGradients()
      sheet["afterwards"] = model.sourceEmbedding.weight.gradient.norm()
    } equals: {
      [
        "d(source embedding), half": [
          [0.45367456, 0.20373183, -0.59789158, -0.059514806],
          [0.22851359, 0.1018602, 0.62968851, -0.96006229],
          [0.24246965, 1.0982542, -2.4346573, 1.0939334],
          [0.31080534, -0.20307832, 0.16672943, -0.27445644],
          [1.6515434, -0.1473636, -0.59164529, -0.91253449],
        ],
        "afterwards": 0,
      ]
    }
  }

  private func checkDifferences() async {
    await check("dL/d(source embedding) agrees with central differences") { sheet in
      var (model, context) = (patternedModel(layers: 1), Context(.training))
      sheet.call("encode, decode, backward(dlogits)", on: ["dlogits": dLogits])
      model.encode(source, mask: sourceMask, &context)
      sheet["logits"] = model.decode(target, &context)
      model.backward(dLogits)
      let table = model.sourceEmbedding.weight.value
      let analytic = model.sourceEmbedding.weight.gradient
      sheet.gradientCheck("dE", of: table, analytic: analytic) { perturbed in
        model.sourceEmbedding.weight.value = perturbed
        model.encode(source, mask: sourceMask, &context)
        return zip(model.decode(target, &context).scalars, dLogits.scalars).reduce(0) {
          $0 + Double($1.0) * Double($1.1)
        }
      }
    } equals: {
      [
        "logits": [
          [
            [-1.5355012, 0.21757279, -1.3559462, 1.0164834],
            [-1.55604, 1.3289402, 0.19731629, 0.80924111],
            [-1.5791775, 1.5458229, -0.024460654, 0.82671194],
          ],
          [
            [-1.6417095, 1.1725075, -0.48140461, 0.94993517],
            [-1.6185393, 1.3798635, -0.10703335, 0.88169356],
            [-1.5414827, 1.6603139, 0.12962275, 0.77214128],
          ],
        ],
        "dE": .gradient(afterForward: "logits"),
      ]
    }
  }

  private func checkSight() async {
    await check("the future of the target and the padding of the source are not seen") { sheet in
      var (model, context) = (patternedModel(layers: 2), Context(.inference))
      sheet.call("decode with other last tokens, encode with other padding")
      model.encode(source, mask: sourceMask, &context)
      let usual = model.decode(target, &context)
      let other = model.decode([[0, 2, 3], [0, 3, 0]], &context)
      sheet["first two places"] = usual.slice(0..<2, along: 1)
      sheet["first two places, other last token"] = other.slice(0..<2, along: 1)
      model.encode([[1, 4, 2, 0], [3, 3, 4, 1]], mask: sourceMask, &context)
      let padded = model.decode(target, &context)
      sheet["largest change by other padding"] = abs(padded - usual).max()
      model.encode([[1, 2, 2, 0], [3, 3, 0, 0]], mask: sourceMask, &context)
      sheet["change by another source"] = abs(model.decode(target, &context) - usual).max()
    } equals: {
      [
        "first two places": [
          [
            [-1.4494575, -0.010915932, -1.2900734, 0.95922338],
            [-1.5276826, 0.92523428, -0.055953068, 0.84211875],
          ],
          [
            [-1.6481684, 0.90284422, -0.570152, 0.98700017],
            [-1.6363235, 1.1056893, -0.27129075, 0.93475631],
          ],
        ],
        "first two places, other last token": [
          [
            [-1.4494575, -0.010915932, -1.2900734, 0.95922338],
            [-1.5276826, 0.92523428, -0.055953068, 0.84211875],
          ],
          [
            [-1.6481684, 0.90284422, -0.570152, 0.98700017],
            [-1.6363235, 1.1056893, -0.27129075, 0.93475631],
          ],
        ],
        "largest change by other padding": .lessThan(1e-6),
        "change by another source": .greaterThan(1e-3),
      ]
    }
    await check("a source of nothing but padding gives numbers") { sheet in
      var (model, context) = (patternedModel(layers: 1), Context(.inference))
      sheet.call("encode([[1, 4, 2, 0]], mask: zeros), decode([[0, 2, 1]]), backward")
      model.encode([source[0]], mask: Tensor(zeros: [1, 4]), &context)
      sheet["logits"] = model.decode([target[0]], &context)
      model.backward(dLogits.rows(0..<1))
      sheet["norm of d(target embedding)"] = model.targetEmbedding.weight.gradient.norm()
    } equals: {
      [
        "logits": [
          [
            [-1.6048194, 0.505874, -1.0956915, 1.0282202],
            [-1.5705973, 1.4174841, 0.18622643, 0.81438369],
            [-1.54942, 1.6400716, 0.11214195, 0.78209072],
          ]
        ], "norm of d(target embedding)": .greaterThan(0.01),
      ]
    }
  }

  private func checkLengths() async {
    await check("one token reads one token", weight: 0.5) { sheet in
      var (model, context) = (patternedModel(layers: 1), Context(.inference))
      sheet.call("encode([[2]]), decode([[1]])")
      model.encode([[2]], &context)
      sheet["logits"] = model.decode([[1]], &context)
    } equals: {
      ["logits": [[[-1.6195194, 1.3792992, -0.19235048, 0.88935634]]]]
    }
  }
}

private let x = pattern([1, 3, 4], 3)
private let memory = pattern([1, 2, 4], 5)
private let dy = pattern([1, 3, 4], 9)
private let dLogits = pattern([2, 3, 4], 4)
private let source = [[1, 4, 2, 0], [3, 3, 0, 0]]
private let sourceMask: Tensor = [[1, 1, 1, 1], [1, 1, 0, 0]]
private let target = [[0, 2, 1], [0, 3, 3]]
