using System.Collections.Concurrent;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>What the checks say of mocks that are not broken; each is asked once.</summary>
internal static class Healthy
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, CheckWord>>>> known =
        new(StringComparer.Ordinal);

    public static Task<IReadOnlyDictionary<string, CheckWord>> OfAsync(
        MockFlavour flavour,
        params IReadOnlyList<string> options
    ) =>
        known
            .GetOrAdd(
                $"{flavour} {string.Join(' ', options)}",
                _ => new Lazy<Task<IReadOnlyDictionary<string, CheckWord>>>(() =>
                    CheckedService.RunAsync(flavour, options)
                )
            )
            .Value;
}
