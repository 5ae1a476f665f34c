// Lab 3's executable: a section for each exercise, using only exercises up to its own number, then the
// practical; and the commands beside them.

import Reports

/// The lab as its command line shows it.
let lab3 = LabCommand<Lab3State>(
  name: "Lab3-CNN", title: "Lab 3 · Networks that see", report: "Reports/lab3.html",
  sections: [
    LabSection("sharing", "One kernel for every place", uses: "3.1", sharing),
    LabSection("geometry", "How large, and how much it sees", uses: "3.2", geometry),
    LabSection("convolution", "Four kernels look at a picture", uses: "3.3", convolution),
    LabSection("im2col", "Windows as rows of a matrix", uses: "3.3 3.4", windowsAsRows),
    LabSection("gradients", "A kernel found by its gradient", uses: "3.3 3.5", gradients),
    LabSection("pooling", "A window becomes one number", uses: "3.1 3.6", pooling),
    LabSection("layers", "The loops against the layer", uses: "3.3 3.5 3.7", layers),
    LabSection("batchnorm", "Channels put right", uses: "3.6 to 3.8", batchNorm),
    LabSection("lenet", "LeNet-5 reads handwritten digits", uses: "3.6 to 3.9", lenet),
    LabSection("architectures", "Four networks of history", uses: "3.2 3.6 to 3.10", architectures),
    LabSection("transfer", "Twenty images a class", uses: "3.2 3.6 to 3.11", transfer),
    LabSection("augmentation", "One picture in many forms", uses: "3.2 3.6 to 3.12", augmentation),
    LabSection("boxes", "Where, in four numbers", uses: "3.13", boxes),
    LabSection("detector", "Digits found in one look", uses: "3.7 3.8 3.13 3.14", detector),
    LabSection("filters", "What LeNet-5 has found", uses: "3.6 to 3.9 3.15", filters),
    LabSection("explanations", "Where does it look?", uses: "3.2 3.6 to 3.11 3.16", explanations),
    LabSection("clothes", "A small ResNet tells clothes apart", uses: "3.2 3.6 to 3.12", clothes),
  ],
  tasks: [
    LabTask(
      "pretrain", "Trains the network that the package carries", uses: "3.2 3.6 to 3.11", pretrain),
    LabTask(
      "classify", "Learns to tell your own pictures apart", operands: ["FOLDER"],
      uses: "3.2 3.6 to 3.12 3.16", classify),
    LabTask(
      "predict", "Says what it makes of a picture", operands: ["IMAGE…"],
      uses: "3.2 3.6 to 3.10 3.16", predict),
  ])
