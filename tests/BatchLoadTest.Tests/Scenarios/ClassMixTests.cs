using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>The classes of a run in a line of its header.</summary>
public sealed class ClassMixTests
{
    [Fact]
    public void Description_OfManyClasses_NamesFiveAndCountsTheRest()
    {
        using var mix = Mix(50);

        Assert.Equal(
            string.Join(", ", Enumerable.Range(1, 5).Select(number => $"c{number} 2% ({mix.All[0].Data.Description})"))
                + " and 45 more",
            mix.Description
        );
    }

    [Fact]
    public void Description_OfSix_NamesAll()
    {
        using var mix = Mix(6);

        Assert.Contains(", c6 16.7% (", mix.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(" more", mix.Description, StringComparison.Ordinal);
    }

    private static ClassMix Mix(int classes)
    {
        var shape = new RowShape
        {
            Bytes = 300,
            Model = "m",
            Endpoint = "/v1/chat/completions",
        };
        return new ClassMix([
            .. Enumerable
                .Range(1, classes)
                .Select(number => new BatchClass
                {
                    Number = number,
                    Name = $"c{number}",
                    Data = new GeneratedData(2, shape, seed: 1, null),
                    Endpoint = shape.Endpoint,
                    CompletionWindow = "24h",
                }),
        ]);
    }
}
