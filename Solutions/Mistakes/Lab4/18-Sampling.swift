// Named wrong solutions of exercise 4.18.

// MISTAKE 4.18 greedy: the last of equal ones
var best = 0
for token in 0..<logits.count where logits[token] >= logits[best] { best = token }
return best

// MISTAKE 4.18 greedy: the smallest logit
return (-logits).argmax()

// MISTAKE 4.18 probabilities: multiplied by the temperature
require(temperature >= 0 && temperature < .infinity, "a temperature of \(temperature)")
if temperature == 0 { return Tensor(oneHot: [greedy(logits)], classes: logits.count)[row: 0] }
let weights = exp((logits - logits.max()) * temperature)
return weights / weights.sum()

// MISTAKE 4.18 probabilities: the probabilities are divided, not the logits
require(temperature >= 0 && temperature < .infinity, "a temperature of \(temperature)")
if temperature == 0 { return Tensor(oneHot: [greedy(logits)], classes: logits.count)[row: 0] }
let weights = exp(logits - logits.max()) / temperature
return weights / weights.sum()

// MISTAKE 4.18 probabilities: temperature 0 divides by 0
require(temperature >= 0 && temperature < .infinity, "a temperature of \(temperature)")
let weights = exp((logits - logits.max()) / temperature)
return weights / weights.sum()

// MISTAKE 4.18 probabilities: the maximum is not taken off
require(temperature >= 0 && temperature < .infinity, "a temperature of \(temperature)")
if temperature == 0 { return Tensor(oneHot: [greedy(logits)], classes: logits.count)[row: 0] }
let weights = exp(logits / temperature)
return weights / weights.sum()

// MISTAKE 4.18 probabilities: temperature 0 counts as 1
require(temperature >= 0 && temperature < .infinity, "a temperature of \(temperature)")
let weights = exp((logits - logits.max()) / (temperature == 0 ? 1 : temperature))
return weights / weights.sum()

// MISTAKE 4.18 probabilities: any temperature is taken
if temperature == 0 { return Tensor(oneHot: [greedy(logits)], classes: logits.count)[row: 0] }
let weights = exp((logits - logits.max()) / temperature)
return weights / weights.sum()

// MISTAKE 4.18 probabilities: not divided by the sum
require(temperature >= 0 && temperature < .infinity, "a temperature of \(temperature)")
if temperature == 0 { return Tensor(oneHot: [greedy(logits)], classes: logits.count)[row: 0] }
return exp((logits - logits.max()) / temperature)

// MISTAKE 4.18 topK: not divided by what is left
require(k >= 1, "topK: k is \(k)")
var kept = [Float](repeating: 0, count: probabilities.count)
for token in byRank(probabilities).prefix(k) { kept[token] = probabilities[token] }
return Tensor(kept)

// MISTAKE 4.18 topK: the first k tokens of the vocabulary
require(k >= 1, "topK: k is \(k)")
return keeping(Array(0..<probabilities.count).prefix(k), of: probabilities)

// MISTAKE 4.18 topK: everything as probable as the k-th is kept
require(k >= 1, "topK: k is \(k)")
let ranks = byRank(probabilities)
let line = probabilities[ranks[min(k, ranks.count) - 1]]
return keeping(ranks.filter { probabilities[$0] >= line }[...], of: probabilities)

// MISTAKE 4.18 topK: the k least probable
require(k >= 1, "topK: k is \(k)")
return keeping(byRank(probabilities).suffix(k), of: probabilities)

// MISTAKE 4.18 topK: the kept ones become equally likely
require(k >= 1, "topK: k is \(k)")
let ranks = byRank(probabilities).prefix(k)
var kept = [Float](repeating: 0, count: probabilities.count)
for token in ranks { kept[token] = 1 / Float(ranks.count) }
return Tensor(kept)

// MISTAKE 4.18 topP: the token that crosses the line is left out
require(mass > 0 && mass <= 1, "topP: the mass is \(mass)")
if mass == 1 { return probabilities }
var (kept, sum): ([Int], Float) = ([], 0)
for token in byRank(probabilities) {
  sum += probabilities[token]
  if sum > mass && !kept.isEmpty { break }
  kept.append(token)
}
return keeping(kept[...], of: probabilities)

// MISTAKE 4.18 topP: one token more when the mass is reached exactly
require(mass > 0 && mass <= 1, "topP: the mass is \(mass)")
if mass == 1 { return probabilities }
var (kept, sum): ([Int], Float) = ([], 0)
for token in byRank(probabilities) where sum <= mass {
  kept.append(token)
  sum += probabilities[token]
}
return keeping(kept[...], of: probabilities)

// MISTAKE 4.18 topP: every token above the mass is kept
require(mass > 0 && mass <= 1, "topP: the mass is \(mass)")
let ranks = byRank(probabilities)
let kept = ranks.filter { probabilities[$0] > mass }
return keeping(kept.isEmpty ? ranks.prefix(1) : kept[...], of: probabilities)

// MISTAKE 4.18 topP: the mass is gathered in the order of the vocabulary
require(mass > 0 && mass <= 1, "topP: the mass is \(mass)")
if mass == 1 { return probabilities }
var (kept, sum): ([Int], Float) = ([], 0)
for token in 0..<probabilities.count where sum < mass {
  kept.append(token)
  sum += probabilities[token]
}
return keeping(kept[...], of: probabilities)

// MISTAKE 4.18 topP: not divided by what is left
require(mass > 0 && mass <= 1, "topP: the mass is \(mass)")
var (kept, sum) = ([Float](repeating: 0, count: probabilities.count), Float(0))
for token in byRank(probabilities) where sum < mass {
  kept[token] = probabilities[token]
  sum += probabilities[token]
}
return Tensor(kept)

// MISTAKE 4.18 topP: any mass is taken
var (kept, sum): ([Int], Float) = ([], 0)
for token in byRank(probabilities) where sum < mass || kept.isEmpty {
  kept.append(token)
  sum += probabilities[token]
}
return keeping(kept[...], of: probabilities)

// MISTAKE 4.18 draw: the most probable, always
_ = generator.uniform()
return probabilities.argmax()

// MISTAKE 4.18 draw: every token as likely as any other
return generator.below(probabilities.count)

// MISTAKE 4.18 draw: the sum includes no token yet when it is compared
let u = generator.uniform()
var sum = Float(0)
for (token, probability) in probabilities.scalars.enumerated() {
  if sum > u { return token }
  sum += probability
}
return probabilities.count - 1

// MISTAKE 4.18 draw: a new number for each token
var (sum, last) = (Float(0), 0)
for (token, probability) in probabilities.scalars.enumerated() where probability > 0 {
  sum += probability
  last = token
  if sum > generator.uniform() { break }
}
return last

// MISTAKE 4.18 draw: when the sum stays below u, the first token
let u = generator.uniform()
var sum = Float(0)
for (token, probability) in probabilities.scalars.enumerated() {
  sum += probability
  if sum > u { return token }
}
return 0

// MISTAKE 4.18 SamplingRule.distribution: p before k
var p = probabilities(logits, temperature: temperature)
if let topP { p = Lab4.topP(p, topP) }
if let topK { p = Lab4.topK(p, topK) }
return p

// MISTAKE 4.18 SamplingRule.distribution: the temperature is not used
var p = probabilities(logits)
if let topK { p = Lab4.topK(p, topK) }
if let topP { p = Lab4.topP(p, topP) }
return p

// MISTAKE 4.18 SamplingRule.distribution: k alone where both are given
var p = probabilities(logits, temperature: temperature)
if let topK { p = Lab4.topK(p, topK) } else if let topP { p = Lab4.topP(p, topP) }
return p

// MISTAKE 4.18 continuation: the prompt is in the result
require(!prompt.isEmpty, "continuation: a prompt of 0 tokens")
var tokens = prompt
for _ in 0..<max(count, 0) {
  let token = draw(rule.distribution(next(tokens)), using: &generator)
  tokens.append(token)
  onToken(token)
  if token == end { break }
}
return tokens

// MISTAKE 4.18 continuation: the model is asked after the prompt each time
require(!prompt.isEmpty, "continuation: a prompt of 0 tokens")
var tokens: [Int] = []
for _ in 0..<max(count, 0) {
  let token = draw(rule.distribution(next(prompt)), using: &generator)
  tokens.append(token)
  onToken(token)
  if token == end { break }
}
return tokens

// MISTAKE 4.18 continuation: the model sees the last token alone
require(!prompt.isEmpty, "continuation: a prompt of 0 tokens")
var tokens = prompt
for _ in 0..<max(count, 0) {
  let token = draw(rule.distribution(next([tokens[tokens.count - 1]])), using: &generator)
  tokens.append(token)
  onToken(token)
  if token == end { break }
}
return Array(tokens[prompt.count...])

// MISTAKE 4.18 continuation: the end token does not end it
require(!prompt.isEmpty, "continuation: a prompt of 0 tokens")
var tokens = prompt
for _ in 0..<max(count, 0) {
  let token = draw(rule.distribution(next(tokens)), using: &generator)
  tokens.append(token)
  onToken(token)
}
return Array(tokens[prompt.count...])

// MISTAKE 4.18 continuation: the end token is left out
require(!prompt.isEmpty, "continuation: a prompt of 0 tokens")
var tokens = prompt
for _ in 0..<max(count, 0) {
  let token = draw(rule.distribution(next(tokens)), using: &generator)
  if token == end { break }
  tokens.append(token)
  onToken(token)
}
return Array(tokens[prompt.count...])

// MISTAKE 4.18 continuation: count is the length with the prompt
require(!prompt.isEmpty, "continuation: a prompt of 0 tokens")
var tokens = prompt
while tokens.count < count {
  let token = draw(rule.distribution(next(tokens)), using: &generator)
  tokens.append(token)
  onToken(token)
  if token == end { break }
}
return Array(tokens[prompt.count...])

// MISTAKE 4.18 beamStep: each hypothesis keeps its own best
let kept = live.flatMap { parent in
  next(parent).enumerated().filter { $0.element > -.infinity }
    .max { $0.element < $1.element }
    .map { token, logProbability in
      [
        Hypothesis(
          tokens: parent.tokens + [token], logProbability: parent.logProbability + logProbability,
          isFinished: token == end)
      ]
    } ?? []
}
return Array(kept.sorted { $0.logProbability > $1.logProbability }.prefix(width))

// MISTAKE 4.18 beamStep: the probability of the token alone counts
let candidates = live.flatMap { parent in
  next(parent).enumerated().filter { $0.element > -.infinity }.map { token, logProbability in
    Hypothesis(
      tokens: parent.tokens + [token], logProbability: logProbability, isFinished: token == end)
  }
}
return Array(candidates.sorted { $0.logProbability > $1.logProbability }.prefix(width))

// MISTAKE 4.18 beamStep: the least probable are kept
let candidates = live.flatMap { parent in
  next(parent).enumerated().filter { $0.element > -.infinity }.map { token, logProbability in
    Hypothesis(
      tokens: parent.tokens + [token], logProbability: parent.logProbability + logProbability,
      isFinished: token == end)
  }
}
return Array(candidates.sorted { $0.logProbability < $1.logProbability }.prefix(width))

// MISTAKE 4.18 beamStep: nothing is ever finished
let candidates = live.flatMap { parent in
  next(parent).enumerated().filter { $0.element > -.infinity }.map { token, logProbability in
    Hypothesis(
      tokens: parent.tokens + [token], logProbability: parent.logProbability + logProbability)
  }
}
return Array(candidates.sorted { $0.logProbability > $1.logProbability }.prefix(width))

// MISTAKE 4.18 beamStep: logarithms are multiplied
let candidates = live.flatMap { parent in
  next(parent).enumerated().filter { $0.element > -.infinity }.map { token, logProbability in
    Hypothesis(
      tokens: parent.tokens + [token],
      logProbability: parent.tokens.isEmpty
        ? logProbability : parent.logProbability * logProbability, isFinished: token == end)
  }
}
return Array(candidates.sorted { $0.logProbability > $1.logProbability }.prefix(width))

// MISTAKE 4.18 beamStep: impossible tokens stay candidates
let candidates = live.flatMap { parent in
  next(parent).enumerated().map { token, logProbability in
    Hypothesis(
      tokens: parent.tokens + [token], logProbability: parent.logProbability + logProbability,
      isFinished: token == end)
  }
}
return Array(candidates.sorted { $0.logProbability > $1.logProbability }.prefix(width))

// MISTAKE 4.18 Hypothesis.score: the length is not looked at
return logProbability

// MISTAKE 4.18 Hypothesis.score: multiplied by the power of the length
return tokens.isEmpty ? 0 : logProbability * pow(Double(tokens.count), alpha)

// MISTAKE 4.18 Hypothesis.score: divided by α times the length
return tokens.isEmpty ? 0 : logProbability / max(1, alpha * Double(tokens.count))

// MISTAKE 4.18 Hypothesis.score: the mean, whatever α is
return tokens.isEmpty ? 0 : logProbability / Double(tokens.count)

// MISTAKE 4.18 beamSearch: finished texts are extended further
require(width >= 1 && !prompt.isEmpty, "a width of \(width), a prompt of \(prompt.count) tokens")
var live = [Hypothesis(tokens: [], logProbability: 0)]
for _ in 0..<max(count, 0) {
  live = beamStep(live, width: width, end: end) { logProbabilities(next(prompt + $0.tokens)) }
}
return live

// MISTAKE 4.18 beamSearch: finished texts are lost
require(width >= 1 && !prompt.isEmpty, "a width of \(width), a prompt of \(prompt.count) tokens")
var live = [Hypothesis(tokens: [], logProbability: 0)]
for _ in 0..<max(count, 0) where !live.isEmpty {
  live = beamStep(live, width: width, end: end) { logProbabilities(next(prompt + $0.tokens)) }
    .filter { !$0.isFinished }
}
return live

// MISTAKE 4.18 beamSearch: only finished texts are returned
require(width >= 1 && !prompt.isEmpty, "a width of \(width), a prompt of \(prompt.count) tokens")
var (live, finished) = ([Hypothesis(tokens: [], logProbability: 0)], [Hypothesis]())
for _ in 0..<max(count, 0) {
  if live.isEmpty || finished.count >= width { break }
  let best = beamStep(live, width: width, end: end) { logProbabilities(next(prompt + $0.tokens)) }
  finished += best.filter(\.isFinished)
  live = best.filter { !$0.isFinished }
}
return Array(
  finished.sorted {
    $0.score(lengthPenalty: lengthPenalty) > $1.score(lengthPenalty: lengthPenalty)
  }.prefix(width))

// MISTAKE 4.18 beamSearch: the prompt is not shown to the model
require(width >= 1 && !prompt.isEmpty, "a width of \(width), a prompt of \(prompt.count) tokens")
var (live, finished) = ([Hypothesis(tokens: [], logProbability: 0)], [Hypothesis]())
for _ in 0..<max(count, 0) {
  if live.isEmpty || finished.count >= width { break }
  let best = beamStep(live, width: width, end: end) {
    logProbabilities(next($0.tokens.isEmpty ? prompt : $0.tokens))
  }
  finished += best.filter(\.isFinished)
  live = best.filter { !$0.isFinished }
}
return Array(
  (finished + live).sorted {
    $0.score(lengthPenalty: lengthPenalty) > $1.score(lengthPenalty: lengthPenalty)
  }.prefix(width))

// MISTAKE 4.18 beamSearch: ranked by the probability, whatever the length
require(width >= 1 && !prompt.isEmpty, "a width of \(width), a prompt of \(prompt.count) tokens")
var (live, finished) = ([Hypothesis(tokens: [], logProbability: 0)], [Hypothesis]())
for _ in 0..<max(count, 0) {
  if live.isEmpty || finished.count >= width { break }
  let best = beamStep(live, width: width, end: end) { logProbabilities(next(prompt + $0.tokens)) }
  finished += best.filter(\.isFinished)
  live = best.filter { !$0.isFinished }
}
return Array(
  (finished + live).sorted { $0.logProbability > $1.logProbability }.prefix(width))

// MISTAKE 4.18 beamSearch: the first finished text wins
require(width >= 1 && !prompt.isEmpty, "a width of \(width), a prompt of \(prompt.count) tokens")
var (live, finished) = ([Hypothesis(tokens: [], logProbability: 0)], [Hypothesis]())
for _ in 0..<max(count, 0) {
  if live.isEmpty || !finished.isEmpty { break }
  let best = beamStep(live, width: width, end: end) { logProbabilities(next(prompt + $0.tokens)) }
  finished += best.filter(\.isFinished)
  live = best.filter { !$0.isFinished }
}
return Array((finished + live).prefix(width))
