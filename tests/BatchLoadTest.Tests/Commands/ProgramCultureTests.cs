using System.Globalization;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Commands;

public sealed class ProgramCultureTests
{
    [Fact]
    public void Fix_WhateverTheCultureOfTheMachine_NumbersAreWrittenInOneWay()
    {
        var (before, ofThreads) = (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture);
        var arabic = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        arabic.NumberFormat.NumberDecimalSeparator = "\u066B";
        arabic.NumberFormat.NegativeSign = "\u061C-";
        try
        {
            CultureInfo.CurrentCulture = arabic;
            Assert.Equal("\u061C-1\u066B5", $"{-1.5}");

            ProgramCulture.Fix();

            Assert.Equal("-1.5", $"{-1.5}");
            Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.DefaultThreadCurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = ofThreads;
        }
    }
}
