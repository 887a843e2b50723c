using System.Collections.Concurrent;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>What the checks say of mocks that are not broken; each is asked once.</summary>
internal static class Healthy
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, CheckWord>>>> Known =
        new(StringComparer.Ordinal);

    /// <summary>Of the mock that is behind a broken service.</summary>
    public static Task<IReadOnlyDictionary<string, CheckWord>> OfAsync(Break wrong) =>
        Known
            .GetOrAdd(
                $"{wrong.Flavour} {wrong.BatchDuration} {wrong.RowFailRate} {string.Join(' ', wrong.Options)} {(wrong.Unbroken is null ? "" : wrong.Check)}",
                _ => new Lazy<Task<IReadOnlyDictionary<string, CheckWord>>>(() =>
                    CheckedService.RunAsync(
                        wrong with
                        {
                            Begin = wrong.Unbroken ?? (() => exchange => exchange.ForwardAsync()),
                        }
                    )
                )
            )
            .Value;
}
