// Section im2col: windows become rows, and the convolution a matrix product.

import Lab3
import Reports
import Shared

func windowsAsRows(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  page.say(
    """
    A picture of 5 × 5 with the numbers 0 to 24, and its windows of 3 × 3 as rows: each row holds what \
    one number of the output is made of. Neighbours share six of nine numbers, so the rows take nine \
    times the room of the picture when it is large.
    """)
  let picture = Tensor(from: 0, through: 24, count: 25).reshaped(to: [1, 1, 5, 5])
  let rows = im2col(picture, size: 3, stride: 1, padding: 0)
  page.illustrate(HeatMap("The picture", picture.reshaped(to: [5, 5])))
  page.show(
    HeatMap(
      "Its windows as rows, \(rows.shape)", rows))
  var generator = SeededGenerator(seed: lab.options.seed)
  let x = Tensor(randomNormal: [2, 4, 14, 14], using: &generator)
  let (weight, bias) = (Tensor(randomNormal: [8, 4, 3, 3], using: &generator), Tensor(zeros: [8]))
  var answers: [Tensor] = []
  let times = [
    seconds { answers.append(conv2d(x, weight: weight, bias: bias, padding: 1)) },
    seconds { answers.append(conv2dByMatmul(x, weight: weight, bias: bias, padding: 1)) },
    seconds { answers.append(convolve(x, weight, stride: 1, padding: 1)) },
  ]
  let products = 2 * 8 * 4 * 9 * 14 * 14
  page.say("The same convolution of \(products) multiplications in three ways:")
  page.table(
    ["way", "milliseconds", "difference"],
    zip(["seven loops (3.3)", "windows as rows, one matmul", "Shared's hot loop"], times)
      .enumerated()
      .map { index, line in
        [line.0, shortText(line.1 * 1000), shortText(abs(answers[index] - answers[0]).max())]
      })
}
