using System.Text;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class RowCountTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("\n\n \r\n\t\n", 0)]
    [InlineData("{}", 1)]
    [InlineData("{}\n", 1)]
    [InlineData("{}\n{}", 2)]
    [InlineData("{}\r\n{}\r\n", 2)]
    [InlineData("\n\n {} \n \n{}\n", 2)]
    [InlineData("{ } {", 1)]
    public void Rows_EveryWayOfCutting_AreTheSame(string text, long rows)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cuts = 0; cuts < 1 << Math.Max(0, bytes.Length - 1); cuts++)
        {
            var count = new RowCount();
            var begin = 0;
            for (var i = 1; i <= bytes.Length; i++)
            {
                if (i == bytes.Length || ((cuts >> (i - 1)) & 1) != 0)
                {
                    count.Consume(bytes.AsSpan(begin, i - begin));
                    begin = i;
                }
            }

            Assert.Null(count.Complete());
            Assert.Equal(rows, count.Rows);
        }
    }
}
