// Lab 2's executable: a section for each exercise, using only exercises up to its own number, then
// the practical and the experiments with it.

import Reports

/// The lab as its command line shows it.
let lab2 = LabCommand<Lab2State>(
  name: "Lab2-DeepFundamentals", title: "Lab 2 · What makes deep networks train",
  report: "Reports/lab2.html",
  sections: [
    LabSection("activations", "Smooth activations and their slopes", uses: "2.1", activations),
    LabSection("initialization", "A signal through 20 layers", uses: "2.2", initialization),
    LabSection("batchnorm", "A shifted batch, put right", uses: "2.3", batchNorm),
    LabSection("layernorm", "Across features in place of the batch", uses: "2.4", layerNorm),
    LabSection("dropout", "Dropout keeps the mean", uses: "2.5", dropout),
    LabSection("regularization", "A price on large weights", uses: "2.6", regularization),
    LabSection("optimizers", "AdamW against Adam with L2", uses: "2.7", optimizers),
    LabSection("schedules", "The learning rate over a run", uses: "2.8", schedules),
    LabSection("clipping", "A cliff, with and without clipping", uses: "2.9", clipping),
    LabSection("gradient-flow", "Vanishing, exploding, cured", uses: "2.2 2.10", gradientFlow),
    LabSection("residual", "Twenty layers, plain and residual", uses: "2.2 2.10 2.11", residual),
    LabSection("early-stopping", "Stop at the lowest point", uses: "2.2 2.12", earlyStopping),
    LabSection("splits", "Parts that share nothing", uses: "2.13", splits),
    LabSection("search", "Three ways to search", uses: "2.2 2.7 2.14", search),
    LabSection("landscape", "The loss around a network", uses: "2.1 to 2.15", landscape),
    LabSection("doctor", "Six sick runs and a healthy one", uses: "2.2 2.10 2.16", doctor),
    LabSection("fashion", "A deep network tells clothes apart", uses: "2.2 to 2.17", fashion),
    LabSection("ablation", "What each technique is worth", uses: "2.2 to 2.17", ablation),
    LabSection("depth-width", "Deep or wide, at equal size", uses: "2.2 to 2.17", depthWidth),
    LabSection("batch-rate", "Batch size and learning rate", uses: "2.2 to 2.17", batchRate),
    LabSection("overfitting", "Overfitting, provoked and cured", uses: "2.2 to 2.17", overfitting),
  ])
