using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>Of classes with files of different sizes only the largest or only the smallest one fails.</summary>
internal static class OneSizeOfFile
{
    private const long Enough = 5;
    private const double Unlike = 2;

    public static string? Of(RunReport report)
    {
        var classes = report
            .Final.Classes.Select(part => (part.Terms.Name, Size: SizeOf(part), Failures: part.Figures.Total.Failures))
            .Where(part => part.Size > 0)
            .OrderBy(part => part.Size)
            .ToList();
        if (classes.Count < 2 || classes.Sum(part => part.Failures) < Enough)
        {
            return null;
        }

        var failed = classes.Where(part => part.Failures > 0).ToList();
        var (smallest, largest) = (classes[0], classes[^1]);
        return
            failed is not [var only]
            || (only.Name != smallest.Name && only.Name != largest.Name)
            || !(
                only.Name == largest.Name
                    ? largest.Size > Unlike * classes[^2].Size
                    : classes[1].Size > Unlike * smallest.Size
            )
            ? null
            : $"all {Figures.Count(only.Failures)} failures are of the class with the "
                + $"{(only.Name == largest.Name ? "largest" : "smallest")} files, {only.Name} ({Figures.Bytes((long)only.Size)} an "
                + $"upload; {Others(classes, only.Name)}): a limit of size or time looks like this";
    }

    private static string Others(List<(string Name, double Size, long Failures)> classes, string name) =>
        string.Join(
            ", ",
            classes.Where(part => part.Name != name).Select(part => $"{part.Name} {Figures.Bytes((long)part.Size)}")
        );

    private static double SizeOf(ClassSummary part) =>
        part.Figures.Steps.FirstOrDefault(step => step.Step!.Step == Step.Upload) is { Requests: > 0 } upload
            ? (double)upload.BytesSent / upload.Requests
            : 0;
}
