using Xunit.Sdk;
using Xunit.v3;

// One after the other: what a test allocates is measured for the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]
