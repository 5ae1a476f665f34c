// Section dropout: the mask of one pass, and that the mean over many is the input.

import Lab2
import Reports
import Shared

func dropout(_ page: inout LabPage, _ lab: inout Lab2State) throws {
  page.say(
    """
    Dropout zeroes units at random and divides the others by what is left, 1 − p, so that the next \
    layer gets the same sum on the average. In inference it does nothing.
    """)
  let ones = Tensor(ones: [12, 40])
  var (layer, context) = (Dropout(rate: 0.3), Context(.training, seed: lab.options.seed))
  page.show(HeatMap("One pass over ones with p = 0.3", layer.forward(ones, &context)))
  let rates: [Float] = [0.1, 0.3, 0.5, 0.8]
  page.say("Mean of one unit over more and more passes, by p:")
  let counts = 1...400
  let curves = rates.map { rate in
    var layer = Dropout(rate: rate)
    var (sum, means): (Float, [Float]) = (0, [])
    for count in counts {
      sum += layer.forward([[1]], &context).item
      means.append(sum / Float(count))
    }
    return Series(shortText(rate), means)
  }
  page.show(
    LineChart(
      "The mean settles at 1", curves, x: "passes", y: Axis("mean, by p", range: 0...3)))
  let many = Tensor(ones: [100, 1000])
  page.table(
    ["p", "zeros", "value of the others", "mean", "in inference"],
    rates.map { rate in
      var (layer, inference) = (Dropout(rate: rate), Context(.inference))
      let y = layer.forward(many, &context)
      return [
        shortText(rate), percentText((y .== 0).mean()), shortText(y.max()),
        fixedText(y.mean(), decimals: 3),
        fixedText(layer.forward(many, &inference).mean(), decimals: 3),
      ]
    })
}
