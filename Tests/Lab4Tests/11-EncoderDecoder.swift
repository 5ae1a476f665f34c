// The visible tests of exercise 4.11: a decoder block part by part, then a whole encoder–decoder.
// The long decimals are PyTorch's values, computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct EncoderDecoderTests {
  @Test(.exercise("4.11", "Encoder and decoder", points: 6))
  func encoderDecoder() async {
    await checkCross()
    await checkBlock()
    await checkModel()
    await checkModelBackward()
  }

  private func checkCross() async {
    await check("cross-attention asks the memory, and not what is padding") { sheet in
      var (block, context) = (patternedDecoder(10), Context(.training))
      sheet.call("DecoderBlock.crossBranch(h, memory:, mask:)", on: ["h": x, "memory": memory])
      sheet["added"] = block.crossBranch(x, memory: memory, mask: nil, &context)
      let mask: Tensor = [[[[1, 0]]]]
      sheet["added, with the last place of the memory hidden"] =
        block.crossBranch(x, memory: memory, mask: mask, &context)
    } equals: {
      [
        "added": [
          [
            [0.044043629, -0.36714433, -0.19294123, -0.67925305],
            [0.0261231, -0.36698128, -0.18986146, -0.67014507],
            [0.03569128, -0.37350284, -0.18343317, -0.67546017],
          ]
        ],
        "added, with the last place of the memory hidden": [
          [
            [0.064, -0.319, -0.257, -0.686], [0.064, -0.319, -0.257, -0.686],
            [0.064, -0.319, -0.257, -0.686],
          ]
        ],
      ]
    }
    await check("back through cross-attention there are two ways") { sheet in
      var (block, context) = (patternedDecoder(10), Context(.training))
      sheet.call("crossBranch(h, memory:), crossBranchBackward(dm)", on: ["h": x, "dm": dy])
      sheet["added"] = block.crossBranch(x, memory: memory, mask: nil, &context)
      let back = block.crossBranchBackward(dy)
      sheet["dh"] = back.dh
      sheet["dMemory"] = back.dMemory
    } equals: {
      [
        "added": [
          [
            [0.044043629, -0.36714433, -0.19294123, -0.67925305],
            [0.0261231, -0.36698128, -0.18986146, -0.67014507],
            [0.03569128, -0.37350284, -0.18343317, -0.67546017],
          ]
        ],
        "dh": [
          [
            [0.0057859508, 0.00071155975, -0.0057067461, -0.00079076439],
            [-0.0096700781, -0.0066511151, 0.00070879922, 0.015612394],
            [0.01802788, 0.00085394889, -0.0077210728, -0.011160757],
          ]
        ],
        "dMemory": [
          [
            [0.11922544, 0.050687223, 0.0078350252, -0.059567102],
            [0.090774559, 0.086312777, 0.010164975, -0.1134329],
          ]
        ],
      ]
    }
  }

  private func checkBlock() async {
    await check(
      "a decoder block agrees with PyTorch's TransformerDecoderLayer, forward and back", weight: 2
    ) { sheet in
      var (block, context) = (patternedDecoder(10), Context(.training))
      sheet.call("DecoderBlock: forward(x, memory:), backward(dy)", on: ["x": x, "dy": dy])
      sheet["y"] = block.forward(x, memory: memory, mask: nil, &context)
      let back = block.backward(dy)
      sheet["dx"] = back.dx
      sheet["dMemory"] = back.dMemory
      sheet["d(scale of the cross norm)"] = block.crossNorm.scale.gradient
    } equals: {
      [
        "y": [
          [
            [-1.6337046, 2.1713993, 0.27001223, 0.021262149],
            [-1.985184, 1.343333, 0.64765263, -1.4301874],
            [-1.4819326, 1.3183631, 0.46786135, -1.7584716],
          ]
        ],
        "dx": [
          [
            [-0.37180184, -0.085551238, 0.42756824, -0.67021516],
            [-0.26488239, 0.53734421, -0.57805914, 0.20559732],
            [0.08225411, -0.49696493, 0.49763159, -0.18292077],
          ]
        ],
        "dMemory": [
          [
            [0.10325812, 0.033604096, 0.042943744, -0.10007423],
            [0.15093918, 0.11818514, -0.023874854, -0.089318342],
          ]
        ],
        "d(scale of the cross norm)": [-0.0039851546, 0.00037922482, -0.00029283517, 0.0016287873],
      ]
    }
  }

  private func checkModel() async {
    await check("encode reads the source and leaves its padding out") { sheet in
      var (model, context) = (patternedModel(layers: 1), Context(.training))
      sheet.call("EncoderDecoder.encode([[1, 4, 2, 0], [3, 3, 0, 0]]), then with its mask")
      sheet["memory without a mask"] = model.encode(source, &context)
      sheet["memory"] = model.encode(source, mask: sourceMask, &context)
      sheet["remembered"] = model.memory
      sheet["remembered mask"] = model.memoryMask ?? Tensor(0)
    } equals: {
      [
        "memory without a mask": [
          [
            [-0.90864614, 0.62434636, 0.65265348, 0.067156954],
            [0.32898346, -2.4069819, 0.91064976, -0.83003754],
            [0.97861556, -1.4867223, 0.32426874, -1.8509086],
            [0.73526976, -2.7126974, 0.47868635, -0.47923642],
          ],
          [
            [-0.91584734, 1.1517052, 0.45830651, 0.076628447],
            [-0.75682124, -0.0750423, 0.93824773, -0.37071409],
            [0.95234427, -1.7405701, 0.37621322, -1.6771093],
            [0.63419291, -2.1904594, 0.74227407, -1.3751118],
          ],
        ],
        "memory": [
          [
            [-0.90864614, 0.62434636, 0.65265348, 0.067156954],
            [0.32898346, -2.4069819, 0.91064976, -0.83003754],
            [0.97861556, -1.4867223, 0.32426874, -1.8509086],
            [0.73526976, -2.7126974, 0.47868635, -0.47923642],
          ],
          [
            [-0.90520387, 1.0660901, 0.54333655, -0.082291162],
            [-0.87365279, 0.38658764, 0.75928461, -0.064005467],
            [0.034865727, -1.6569315, 1.0950372, -1.258884],
            [-0.27007077, -1.8302147, 1.0638418, -0.25610118],
          ],
        ],
        "remembered": .same(as: "memory"),
        "remembered mask": [[[[1, 1, 1, 1]]], [[[1, 1, 0, 0]]]],
      ]
    }
    await check("decode scores every place of the target") { sheet in
      var (model, context) = (patternedModel(layers: 1), Context(.training))
      sheet.call("encode(source, mask:), decode([[0, 2, 1], [0, 3, 3]])")
      model.encode(source, mask: sourceMask, &context)
      sheet["logits"] = model.decode(target, &context)
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
        ]
      ]
    }
  }

  private func checkModelBackward() async {
    await check("backward goes through decoder and encoder to both embeddings", weight: 2) {
      sheet in
      var (model, context) = (patternedModel(layers: 1), Context(.training))
      sheet.call("encode, decode, backward(dlogits)", on: ["dlogits": dLogits])
      model.encode(source, mask: sourceMask, &context)
      _ = model.decode(target, &context)
      model.backward(dLogits)
      sheet["d(bias of the head)"] = model.head.bias.gradient
      sheet["d(target embedding)"] = model.targetEmbedding.weight.gradient
      sheet["d(scale of the encoder's norm)"] = model.encoderNorm.scale.gradient
      sheet["d(source embedding)"] = model.sourceEmbedding.weight.gradient
    } equals: {
      [
        "d(bias of the head)": [-0.2, -1.1, -2.3, -1.2],
        "d(target embedding)": [
          [-0.58784067, -0.26127811, 0.55175126, 0.29736752],
          [-0.89240397, 0.33820849, 0.25939645, 0.29479903],
          [-1.407557, 0.23842524, 0.12992005, 1.0392117],
          [-0.49818986, 0.061664912, 0.30903801, 0.12748694],
        ],
        "d(scale of the encoder's norm)": [-0.38122694, 0.27660194, -0.48956471, 0.22223954],
        "d(source embedding)": [
          [0.45367456, 0.20373183, -0.59789158, -0.059514806],
          [0.22851359, 0.1018602, 0.62968851, -0.96006229],
          [0.24246965, 1.0982542, -2.4346573, 1.0939334],
          [0.31080534, -0.20307832, 0.16672943, -0.27445644],
          [1.6515434, -0.1473636, -0.59164529, -0.91253449],
        ],
      ]
    }
    await check("forEachParameter visits everything once, in order", weight: 0.5) { sheet in
      var (model, shapes) = (patternedModel(layers: 1), [String]())
      sheet.call("EncoderDecoder.forEachParameter: the shapes")
      model.forEachParameter { shapes.append("\($0.value.shape)") }
      sheet["shapes"] = shapes
      model.forEachParameter { $0.value *= 2 }
      sheet["a bias of the encoder, doubled in place"] = model.encoder[0].linear1.bias.value
      sheet["a bias of the decoder, doubled in place"] = model.decoder[0].cross.outputBias.value
    } equals: {
      [
        "shapes": [
          "[5, 4]", "[4, 4]", "[4]", "[4]", "[12, 4]", "[12]", "[4, 4]", "[4]", "[4]", "[4]",
          "[6, 4]", "[6]", "[4, 6]", "[4]", "[4]", "[4]", "[4]", "[4]", "[12, 4]", "[12]", "[4, 4]",
          "[4]", "[4]", "[4]", "[6, 4]", "[6]", "[4, 6]", "[4]", "[4]", "[4]", "[12, 4]", "[12]",
          "[4, 4]", "[4]", "[4]", "[4]", "[4, 4]", "[4]",
        ],
        "a bias of the encoder, doubled in place": [-0.8, 1.2, -0.8, 1, -1.2, 0.4],
        "a bias of the decoder, doubled in place": [-1, 1, -1, 0.8],
      ]
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
