import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Loading } from "../Page.tsx";
import { PATIENT } from "../patience.ts";
import { type CandidateView, consent, start, withdraw } from "../query.ts";
import { Consent } from "./Consent.tsx";
import { Expect } from "./Expect.tsx";
import { Ready } from "./Ready.tsx";

const Practice = lazy(async () => ({ default: (await import("./Practice.tsx")).Practice }));

type Step = "expect" | "consent" | "ready" | "practice";

/** The step is in the address (#practice), so that the browser's Back goes back one. */
function useStep(first: Step): [Step, (step: Step) => void] {
  const read = (): Step => {
    const named = location.hash.slice(1);
    return (["expect", "consent", "ready", "practice"] as const).find((one) => one === named) ?? first;
  };
  const [step, setStep] = useState(read);
  useEffect(() => {
    const look = () => setStep(read());
    window.addEventListener("popstate", look);
    return () => window.removeEventListener("popstate", look);
  });
  const go = (next: Step) => {
    history.pushState(history.state, "", `#${next}`);
    setStep(next);
  };
  return [step, go];
}

export interface BeforeProps {
  view: CandidateView;
  onView: (view: CandidateView) => void;
}

/** Everything before the clock starts. */
export function Before({ view, onView }: BeforeProps) {
  const consented = view.state === "consented";
  const [step, go] = useStep(consented ? "ready" : "expect");
  const accepting = useMutation({
    ...PATIENT,
    mutationFn: () => consent(view.notice.sha256),
    onSuccess: (next) => {
      onView(next);
      go("ready");
    },
  });
  const declining = useMutation({ ...PATIENT, mutationFn: withdraw, onSuccess: onView });
  const starting = useMutation({
    ...PATIENT,
    mutationFn: start,
    onSuccess: (next) => {
      history.replaceState(history.state, "", location.pathname);
      onView(next);
    },
  });

  if (step === "practice" && consented) {
    return (
      <Suspense fallback={<Loading what="Opening the editor" />}>
        <Practice view={view} onLeave={() => go("ready")} />
      </Suspense>
    );
  }
  if (step === "consent" && !consented) {
    return (
      <Consent
        view={view}
        onBack={() => go("expect")}
        onAccept={() => accepting.mutate()}
        onDecline={() => declining.mutate()}
        isPending={accepting.isPending || declining.isPending}
        failures={accepting.failureCount + declining.failureCount}
        error={accepting.error ?? declining.error}
      />
    );
  }
  if (consented && step !== "expect") {
    return (
      <Ready
        view={view}
        onPractise={() => go("practice")}
        onExpect={() => go("expect")}
        onStart={() => starting.mutate()}
        isPending={starting.isPending}
        failures={starting.failureCount}
        error={starting.error}
      />
    );
  }
  return <Expect view={view} onNext={() => go(consented ? "ready" : "consent")} />;
}
