using Backprop.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Backprop.Tests.CodeFixes;

public sealed class UsingDirectivesTests
{
    /// <summary>Each source has a ¦ where the directive should go, with what should be inserted between two of them.</summary>
    [Theory]
    [InlineData("¦using Backprop;\n\n¦class C;")]
    [InlineData("// Header.\n\n¦using Backprop;\n\n¦namespace N;\nclass C;")]
    [InlineData("// Header.\n\n¦using Backprop;\n\n¦/// <summary>C.</summary>\nclass C;")]
    [InlineData("#nullable enable\n¦using Backprop;\n\n¦[assembly: System.CLSCompliant(false)]\nclass C;")]
    [InlineData("extern alias other;\n¦using Backprop;\n\n¦class C;")]
    [InlineData("using System;¦\nusing Backprop;¦\n\nclass C;")]
    [InlineData("using System; // why¦\nusing Backprop;¦\n\nclass C;")]
    [InlineData("using System;\r\n¦using Backprop;\r\n¦using Xunit;\r\n\r\nclass C;")]
    [InlineData("// Header.\n¦using Backprop;\n¦using System2;\nclass C;")]
    [InlineData("using Aardvark;\nusing System.Linq;¦\nusing Backprop;¦\nclass C;")]
    [InlineData("using System;\n¦using Backprop;\n¦using static System.Math;\nusing A = System.Action;\nclass C;")]
    [InlineData("global using Zebra;¦\nusing Backprop;¦\nclass C;")]
    [InlineData("using System;¦\nusing Backprop;¦ class C;")]
    [InlineData("namespace N\n{\n    using System;¦\n    using Backprop;¦\n\n    class C;\n}")]
    [InlineData("using System;¦\nusing Backprop;¦\nnamespace N\n{\n    class C;\n}")]
    [InlineData("namespace N;\nusing System;\n¦using Backprop;\n¦using Xunit;\nclass C;")]
    public void The_directive_goes_among_those_that_stand_there(string source)
    {
        string[] parts = source.Split('¦');
        string before = parts[0] + parts[2];
        ClassDeclarationSyntax user = SyntaxFactory.ParseCompilationUnit(before).DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
        (int position, string text) = UsingDirectives.Add("Backprop", user, SourceText.From(before));
        Assert.Equal(parts[0] + parts[1] + parts[2], before.Insert(position, text));
    }
}
