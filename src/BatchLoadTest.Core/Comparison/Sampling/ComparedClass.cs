using BatchLoadTest.Load;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>A class of batches that both runs have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Own">Its number in the run that is sampled, from 1.</param>
/// <param name="Other">Its number in the other run.</param>
internal sealed record ComparedClass(string Name, int Own, int Other)
{
    /// <summary>As the other run has it.</summary>
    public ComparedClass Turned => new(Name, Other, Own);

    /// <summary>The classes with the same name in both, in the order of the first; case of names does not count.</summary>
    public static IReadOnlyList<ComparedClass> Of(IReadOnlyList<ClassTerms> own, IReadOnlyList<ClassTerms> other) =>
        [
            .. own.Index()
                .Join(
                    other.Index(),
                    each => each.Item.Name,
                    each => each.Item.Name,
                    (one, same) => new ComparedClass(one.Item.Name, one.Index + 1, same.Index + 1),
                    StringComparer.OrdinalIgnoreCase
                )
                .DistinctBy(each => each.Name, StringComparer.OrdinalIgnoreCase),
        ];
}
