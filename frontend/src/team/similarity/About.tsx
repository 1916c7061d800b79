export function likeness(value: number): string {
  return `Likeness ${Math.round(value * 100)} %`;
}

export function Rules({ rules }: { rules: readonly string[] }) {
  return <About title="How to read this" words={rules} />;
}

export function NoDetector({ words }: { words: readonly string[] }) {
  return <About title="Why nothing here detects AI-written code" words={words} />;
}

function About({ title, words }: { title: string; words: readonly string[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  );
}
