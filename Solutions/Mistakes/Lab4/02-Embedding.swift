// Named wrong solutions of exercise 4.2.

// MISTAKE 4.2 Embedding.forward: the tokens are not remembered
let (n, t) = (tokens.count, tokens.first?.count ?? 0)
for row in tokens {
  require(row.count == t, "Embedding.forward: rows of \(t) and \(row.count) tokens")
  for token in row {
    require(token >= 0 && token < count, "Embedding.forward: no row for token \(token)")
  }
}
return weight.value.rows(at: tokens.flatMap { $0 }).reshaped(to: [n, t, width])

// MISTAKE 4.2 Embedding.forward: time comes first in the output
let (n, t) = (tokens.count, tokens.first?.count ?? 0)
for row in tokens {
  require(row.count == t, "Embedding.forward: rows of \(t) and \(row.count) tokens")
  for token in row {
    require(token >= 0 && token < count, "Embedding.forward: no row for token \(token)")
  }
}
self.tokens = tokens
let rows = weight.value.rows(at: tokens.flatMap { $0 }).reshaped(to: [n, t, width])
return rows.transposed(to: [1, 0, 2])

// MISTAKE 4.2 Embedding.forward: tokens are counted from 1
let (n, t) = (tokens.count, tokens.first?.count ?? 0)
for row in tokens {
  require(row.count == t, "Embedding.forward: rows of \(t) and \(row.count) tokens")
  for token in row {
    require(token >= 0 && token < count, "Embedding.forward: no row for token \(token)")
  }
}
self.tokens = tokens
let places = tokens.flatMap { $0 }.map { max($0 - 1, 0) }
return weight.value.rows(at: places).reshaped(to: [n, t, width])

// MISTAKE 4.2 Embedding.forward: a token beyond the table becomes its last row
let (n, t) = (tokens.count, tokens.first?.count ?? 0)
self.tokens = tokens.map { $0.map { min(max($0, 0), count - 1) } }
for row in tokens {
  require(row.count == t, "Embedding.forward: rows of \(t) and \(row.count) tokens")
}
return weight.value.rows(at: self.tokens.flatMap { $0 }).reshaped(to: [n, t, width])

// MISTAKE 4.2 Embedding.forward: ragged rows are cut to the shortest
let t = tokens.map(\.count).min() ?? 0
for token in tokens.flatMap({ $0 }) {
  require(token >= 0 && token < count, "Embedding.forward: no row for token \(token)")
}
self.tokens = tokens.map { Array($0.prefix(t)) }
return weight.value.rows(at: self.tokens.flatMap { $0 })
  .reshaped(to: [tokens.count, t, width])

// MISTAKE 4.2 Embedding.forward: the rows are brought to length 1
let (n, t) = (tokens.count, tokens.first?.count ?? 0)
for row in tokens {
  require(row.count == t, "Embedding.forward: rows of \(t) and \(row.count) tokens")
  for token in row {
    require(token >= 0 && token < count, "Embedding.forward: no row for token \(token)")
  }
}
self.tokens = tokens
let rows = weight.value.rows(at: tokens.flatMap { $0 })
let norms = sqrt(square(rows).sum(along: 1, keepingAxis: true))
return (rows / norms).reshaped(to: [n, t, width])

// MISTAKE 4.2 Embedding.backward: a repeated token keeps its last gradient alone
let rows = dy.reshaped(to: [places.count, width])
for (index, token) in places.enumerated() { weight.gradient[row: token] = rows[row: index] }

// MISTAKE 4.2 Embedding.backward: a repeated token gets the mean of its gradients
let rows = dy.reshaped(to: [places.count, width])
for (index, token) in places.enumerated() {
  let uses = Float(places.filter { $0 == token }.count)
  weight.gradient.addRows(rows.rows(index..<index + 1) / uses, at: [token])
}

// MISTAKE 4.2 Embedding.backward: the gradient that was there is lost
weight.gradient.fill(0)
weight.gradient.addRows(dy.reshaped(to: [places.count, width]), at: places)

// MISTAKE 4.2 Embedding.backward: divided by the number of tokens
let share = 1 / Float(max(places.count, 1))
weight.gradient.addRows(dy.reshaped(to: [places.count, width]) * share, at: places)

// MISTAKE 4.2 Embedding.backward: the value is changed, not the gradient
weight.value.addRows(dy.reshaped(to: [places.count, width]), at: places)

// MISTAKE 4.2 Embedding.backward: the gradients go to the first rows, in order
let rows = dy.reshaped(to: [places.count, width])
for index in places.indices {
  weight.gradient.addRows(rows.rows(index..<index + 1), at: [index % count])
}

// MISTAKE 4.2 Embedding.similarities: products that are not divided by the lengths
let row = weight.value.rows(at: [token])
return matmul(weight.value, row, transposeB: true).reshaped(to: [count])

// MISTAKE 4.2 Embedding.similarities: divided by the length of one row alone
let row = weight.value.rows(at: [token])
let products = matmul(weight.value, row, transposeB: true).reshaped(to: [count])
let norms = sqrt(square(weight.value).sum(along: 1))
return products / select(norms .> 0, norms, 1)

// MISTAKE 4.2 Embedding.similarities: the squares of the lengths
let row = weight.value.rows(at: [token])
let products = matmul(weight.value, row, transposeB: true).reshaped(to: [count])
let squares = square(weight.value).sum(along: 1) * square(row).sum()
return products / select(squares .> 0, squares, 1)

// MISTAKE 4.2 Embedding.similarities: a row of zeros gives NaN
let row = weight.value.rows(at: [token])
let products = matmul(weight.value, row, transposeB: true).reshaped(to: [count])
return products / (sqrt(square(weight.value).sum(along: 1)) * row.norm())

// MISTAKE 4.2 Embedding.similarities: the distance instead of the angle
let row = weight.value.rows(at: [token])
return sqrt(square(weight.value - row).sum(along: 1))
