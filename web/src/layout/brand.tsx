import { Link } from '@tanstack/react-router';
import styles from './brand.module.css';

/** The name and its sign: the way home. */
export function Brand() {
  return (
    <Link to="/recordings" className={styles.brand}>
      <img src="/assets/icon.svg" alt="" width={26} height={26} />
      <span>Efir</span>
    </Link>
  );
}
