using FsCheck;
using FsCheck.Fluent;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>Checks what must hold for any value; the same values in every run, so that a failure can be looked into.</summary>
internal static class Law
{
    private const int Values = 300;
    private const ulong Seed = 20_240_229;
    private const ulong Gamma = 4_294_967_291;

    /// <param name="values">The values.</param>
    /// <param name="check">What must hold.</param>
    /// <param name="count">How many of them: fewer where each takes a journal.</param>
    public static void Holds<T>(Gen<T> values, Action<T> check, int count = Values) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(Seed, Gamma),
            Prop.ForAll(values.ToArbitrary(), check)
        );
}
