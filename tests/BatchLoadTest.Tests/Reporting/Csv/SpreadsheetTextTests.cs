using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Reporting.Csv;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("  =1", "  '=1")]
    [InlineData("\t=1", " '=1")]
    [InlineData("\r=1", " '=1")]
    [InlineData("a; =1", "a; '=1")]
    [InlineData("a;\n=1", "a; '=1")]
    [InlineData("a = b - c + d@e", "a = b - c + d@e")]
    [InlineData("connection reset, 3 - 4 times", "connection reset, 3 - 4 times")]
    [InlineData("a; b", "a; b")]
    [InlineData("", "")]
    public void Of_WhatBeginsLikeAFormula_IsGuarded(string text, string cell) =>
        Assert.Equal(cell, SpreadsheetText.Of(text));

    // Whichever separator a spreadsheet takes, and whether or not it heeds quotes, no cell may begin like a formula.
    [Fact]
    public void Of_AnyText_BeginsNoFormulaInAnySpreadsheet() =>
        Law.Holds(
            Texts,
            text =>
            {
                var cell = SpreadsheetText.Of(text);
                Assert.All(cell.Split(';', '\t'), part => Assert.DoesNotMatch(@"^\s*[=+\-@＝＋－＠]", part));
                Assert.DoesNotContain(cell, char.IsControl);
                Assert.Equal(cell, SpreadsheetText.Of(cell));
            }
        );

    private static Gen<string> Texts =>
        from parts in Gen.Elements(
                "=",
                "+",
                "-",
                "@",
                ";",
                ",",
                "\t",
                "\r\n",
                " ",
                "'",
                "\"",
                "a",
                "＝",
                "\0",
                "\ud83d",
                "\u2028"
            )
            .ListOf()
        select string.Concat(parts);
}
